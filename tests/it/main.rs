//! Tests from outside: one binary, one module an area.

mod desk;
mod flow;
mod sentences;

#[cfg(feature = "gui")]
mod inspector;
#[cfg(feature = "gui")]
mod raster;
#[cfg(feature = "gui")]
mod reader;
#[cfg(feature = "gui")]
mod sight;
#[cfg(feature = "gui")]
mod snapshot;
#[cfg(feature = "gui")]
mod stage;
#[cfg(feature = "gui")]
mod theme;
#[cfg(feature = "gui")]
mod window;
