//! JSON into values, as long as these take no more memory than they may. Short JSON can make many: an object of eight
//! bytes takes more than six hundred.

use super::memory::Room;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Number, Value};
use std::fmt;

/// What a value takes in a list, which grows by doubling.
const ENTRY: usize = 2 * size_of::<Value>();
/// What an object takes that has a member.
const OBJECT: usize = 12 * (size_of::<String>() + size_of::<Value>());
/// What a member takes on average in a larger object, whose nodes are two thirds full.
const MEMBER: usize = OBJECT / 8;
/// What the system takes for a piece of memory besides its bytes.
const PIECE: usize = 16;

impl Room {
    /// Reads one value that is all there is.
    ///
    /// # Errors
    /// When it is not JSON, or there is no room for it, which [`Self::is_full`] then says.
    pub fn read(&self, json: &[u8]) -> serde_json::Result<Value> {
        self.held(json, Deserializer::end)
    }

    /// Reads one value that is all there is, to be kept in a list.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_entry(&self, json: &[u8]) -> serde_json::Result<Value> {
        let value = self.read(json)?;
        taken(self, ENTRY + PIECE)?;
        Ok(value)
    }

    /// Reads the value that something begins with.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_first(&self, json: &[u8]) -> serde_json::Result<Value> {
        self.held(json, |_| Ok(()))
    }

    fn held<'j>(
        &self,
        json: &'j [u8],
        end: impl FnOnce(&mut Deserializer<serde_json::de::SliceRead<'j>>) -> serde_json::Result<()>,
    ) -> serde_json::Result<Value> {
        let before = self.left();
        let mut from = Deserializer::from_slice(json);
        let read = self.deserialize(&mut from).and_then(|value| end(&mut from).map(|()| value));
        // What is not kept takes no room.
        read.inspect_err(|_| self.give_back(before))
    }
}

fn taken<E: Error>(room: &Room, bytes: usize) -> Result<(), E> {
    room.take(bytes).ok_or_else(|| E::custom("it holds too much"))
}

impl<'de> DeserializeSeed<'de> for &Room {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &Room {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, words: &str) -> Result<Value, E> {
        taken(self, words.len() + PIECE)?;
        Ok(Value::String(words.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(value) = from.next_element_seed(self)? {
            taken(self, ENTRY)?;
            all.push(value);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some(key) = from.next_key::<String>()? {
            taken(self, key.len() + PIECE + if all.is_empty() { OBJECT } else { MEMBER })?;
            all.insert(key, from.next_value_seed(self)?);
        }
        Ok(Value::Object(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_the_json() {
        for json in [
            "null",
            "true",
            "[1, -2, 1.5, 18446744073709551615, \"a\\u00e9\\n\", []]",
            "{\"a\": {\"b\": [{}, null]}, \"a\": 2, \"c\": \"\"}",
        ] {
            let plain: Value = serde_json::from_str(json).expect("JSON");
            assert_eq!(Room::default().read(json.as_bytes()).expect("room"), plain);
        }
        assert_eq!(Room::default().read_first(b"{} x").expect("JSON"), Value::Object(Map::new()));
        let room = Room::default();
        assert!(room.read(b"{} x").is_err() && !room.is_full());
    }

    #[test]
    fn what_takes_too_much_is_refused_before_it_is_held() {
        for unit in ["0,", "[],", "{\"a\":0},", "\"\","] {
            let json = format!("[{}0]", unit.repeat(1000));
            let few = Room::of(100 * unit.len());
            assert!(few.read(json.as_bytes()).is_err() && few.is_full(), "{unit}");
            let many = Room::of(1_000_000);
            assert!(many.read(json.as_bytes()).is_ok() && !many.is_full(), "{unit}");
        }
        let room = Room::of(2_000);
        for _ in 0..100 {
            assert!(room.read(b"{\"a\": 1").is_err() && !room.is_full(), "what is broken is not held");
        }
    }
}
