mod clients;
mod projects;
mod round_trip;
mod units;
