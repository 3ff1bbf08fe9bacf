"""Settings: `base` is shared; `production`, `development` (and demo) and `test` build on it."""
