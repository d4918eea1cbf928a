//! Tests from outside: one binary, one module an area.

#[cfg(feature = "gui")]
mod raster;
#[cfg(feature = "gui")]
mod snapshot;
#[cfg(feature = "gui")]
mod theme;
