//! Readers: one file (or folder) per file format. Input is never trusted.
