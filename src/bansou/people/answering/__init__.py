"""What people ask to be shown of their own records (開示請求): received, decided item by item, handed out."""
