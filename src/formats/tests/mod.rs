mod clients;
mod damaged;
mod planning;
mod projects;
mod round_trip;
mod units;
