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
