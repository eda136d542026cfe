//! Channels that cannot be told apart while something of one is in dispute: a rule is in one of
//! them here and in another there, or both have been the default of one account.

use std::collections::HashMap;

use routing::Book;

/// What a merge makes of one tangle depends on nothing outside of it.
pub(super) struct Tangles<'b> {
    /// Each channel and the next on the way to the one its tangle is known by.
    towards: HashMap<&'b str, &'b str>,
}

impl<'b> Tangles<'b> {
    pub(super) fn of(books: [&'b Book; 3]) -> Self {
        let mut tangles = Tangles {
            towards: HashMap::new(),
        };
        let mut rules: HashMap<&str, &str> = HashMap::new();
        let mut defaults: HashMap<&str, &str> = HashMap::new();
        for channel in books.into_iter().flat_map(|book| &book.channels) {
            for rule in &channel.rules {
                tangles.join(rules.entry(&rule.id).or_insert(&channel.id), &channel.id);
            }
            if channel.is_default {
                let default = defaults.entry(&channel.account).or_insert(&channel.id);
                tangles.join(default, &channel.id);
            }
        }
        tangles
    }

    /// The channel that the tangle of `channel` is known by.
    pub(super) fn of_channel<'c>(&self, channel: &'c str) -> &'c str
    where
        'b: 'c,
    {
        let mut at = channel;
        while let Some(next) = self.towards.get(at) {
            at = next;
        }
        at
    }

    fn join(&mut self, a: &'b str, b: &'b str) {
        let (a, b) = (self.of_channel(a), self.of_channel(b));
        if a != b {
            self.towards.insert(a, b);
        }
    }
}
