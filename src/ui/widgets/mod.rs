//! Painted pieces that the views share: keys, tabs, rings, fields, rows, headings, popovers.
//!
//! Every size and colour is a token, every control has an accessible name and shows a ring when it has the keyboard.
//! Nothing here knows the program's state.

mod button;
mod check;
mod choice;
mod content;
mod draft;
mod field;
mod fold;
mod heading;
mod key;
mod menu;
mod popover;
mod progress;
mod row;
mod tabs;
mod text;

pub use button::{Button, content_dropdown, dropdown, paint_chevron, pressable, quiet};
pub use check::check;
pub use choice::{ChoiceItem, Picked, choices, flow, flow_height, named, segments, swatch, swatches, well};
pub use content::{content, laid, led, paint_content, pressable_content, said, size, spec};
pub use draft::Drafts;
pub use field::{Field, keyboard_here};
pub use fold::{content_heading, content_heading_for, cross, fold};
pub use heading::{empty, hairline, heading};
pub use key::{key_cap, key_cap_size, paint_key_cap};
pub use menu::{content_item, item, menu, menu_with_field, tip};
pub use popover::{Placement, backdrop, popover, pressed_outside};
pub use progress::{bar, paint_ring};
pub use row::{focus_ring, follow_focus, paint_card, paint_hover, row};
pub use tabs::{tabs, tabs_size};
pub use text::{galley, line, one_line, paint, words};
