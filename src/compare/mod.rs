//! Several annotators' work on one text: positions, readings, and what differs, in words.
