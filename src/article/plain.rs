//! Plain text files.
