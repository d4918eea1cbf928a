mod clients;
mod damaged;
mod hypothesis;
mod planning;
pub(super) mod projects;
mod round_trip;
mod small;
mod units;
mod w3c;
