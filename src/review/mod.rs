//! Settling: the queue of disagreements, decisions and what follows from them.
