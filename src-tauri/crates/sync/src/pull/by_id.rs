use std::hash::BuildHasher;
use std::ops::Deref;

use hashbrown::{DefaultHashBuilder, HashTable};

/// A list in the order in which it grew, whose items are also found by their ids, which are kept
/// once.
#[derive(Debug)]
pub struct ById<T> {
    list: Vec<T>,
    places: HashTable<usize>,
    hasher: DefaultHashBuilder,
    id: fn(&T) -> &str,
}

impl<T> ById<T> {
    pub fn new(id: fn(&T) -> &str) -> ById<T> {
        ById {
            list: Vec::new(),
            places: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            id,
        }
    }

    /// Makes room for so many more.
    pub fn reserve(&mut self, more: usize) {
        let ById {
            list,
            places,
            hasher,
            id,
        } = self;
        list.reserve(more);
        places.reserve(more, |at| {
            list.get(*at).map_or(0, |item| hasher.hash_one(id(item)))
        });
    }

    pub fn get(&self, id: &str) -> Option<&T> {
        self.list.get(self.place(id)?)
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        let at = self.place(id)?;
        self.list.get_mut(at)
    }

    pub fn has(&self, id: &str) -> bool {
        self.place(id).is_some()
    }

    pub fn place(&self, id: &str) -> Option<usize> {
        let is_it = |at: &usize| self.list.get(*at).is_some_and(|item| (self.id)(item) == id);
        let hash = self.hasher.hash_one(id);
        self.places.find(hash, is_it).copied()
    }

    /// Takes the place of one with the same id.
    pub fn put(&mut self, item: T) {
        match self.get_mut((self.id)(&item)) {
            Some(there) => *there = item,
            None => self.add(item),
        }
    }

    /// One that is not there yet.
    pub fn add(&mut self, item: T) {
        let ById {
            list,
            places,
            hasher,
            id,
        } = self;
        let hash = hasher.hash_one(id(&item));
        places.insert_unique(hash, list.len(), |at| {
            list.get(*at).map_or(0, |item| hasher.hash_one(id(item)))
        });
        list.push(item);
    }

    pub fn into_list(self) -> Vec<T> {
        self.list
    }
}

impl<T> Deref for ById<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(ids: &[&str]) -> ById<(String, u32)> {
        let mut list = ById::new(|item: &(String, u32)| &item.0);
        for (at, id) in (0..).zip(ids) {
            list.put(((*id).to_owned(), at));
        }
        list
    }

    #[test]
    fn what_comes_again_takes_the_place_of_what_was_there() {
        let list = list(&["b", "a", "b", "c"]);
        let kept: Vec<(&str, u32)> = list.iter().map(|(id, at)| (id.as_str(), *at)).collect();
        assert_eq!(kept, [("b", 2), ("a", 1), ("c", 3)]);
        assert_eq!(list.place("a"), Some(1));
        assert_eq!(list.get("b"), Some(&("b".to_owned(), 2)));
        assert!(!list.has("d") && list.get("d").is_none() && !list.has(""));
    }

    #[test]
    fn all_are_found_however_often_the_room_grew() {
        let mut list = list(&["-1"]);
        for at in 0..5_000_u32 {
            if at % 1_000 == 500 {
                list.reserve(700);
            }
            list.add((at.to_string(), at));
        }
        list.get_mut("17").unwrap().1 = 4;
        for at in 0..5_000_u32 {
            let id = at.to_string();
            assert_eq!(list.place(&id), Some(at as usize + 1), "{id}");
        }
        assert_eq!(list.get("17").unwrap().1, 4);
        assert_eq!(list.into_list().len(), 5_001);
    }
}
