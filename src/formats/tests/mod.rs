mod clients;
mod planning;
mod projects;
mod round_trip;
mod units;
