mod answers;
mod clients;
mod damaged;
mod extent;
mod hypothesis;
mod label_studio;
mod leaks;
mod lines;
mod own_text;
mod planning;
pub(super) mod projects;
mod report;
mod round_trip;
mod small;
mod tiny;
mod units;
mod w3c;

pub(super) use tiny::{exported, exported_with, tiny};
