"""Where those sit who meet guests at a place to be, the tablet at its door, and its numbers."""
