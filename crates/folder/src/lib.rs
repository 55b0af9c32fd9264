//! The review folder: the one owner of its file names, keys and columns
