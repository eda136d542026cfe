//! What is built from the mirror and kept while it is true: the tree, the search, the roster with
//! its compiled channels. Simulation sees only this: it can write nothing, and no lock is held
//! while it runs.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use mirror::{Finder, Reader, Touched, Tree};
use routing::find::Index;
use routing::roster::Roster;
use routing::route::Route;

use crate::wire::AppError;

/// A channel as it runs, with the people it runs over.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub roster: Arc<Roster>,
    pub route: Arc<Route>,
}

/// Built by whoever needs it first, while the others wait.
#[derive(Debug)]
struct Kept<T>(Mutex<Option<Arc<T>>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Kept(Mutex::default())
    }
}

impl<T> Kept<T> {
    fn get(
        &self,
        still_true: impl FnOnce(&T) -> bool,
        build: impl FnOnce() -> Result<T, AppError>,
    ) -> Result<Arc<T>, AppError> {
        let mut kept = locked(&self.0);
        if let Some(kept) = kept.as_ref().filter(|kept| still_true(kept)) {
            return Ok(Arc::clone(kept));
        }
        let built = Arc::new(build()?);
        *kept = Some(Arc::clone(&built));
        Ok(built)
    }
}

/// Everything that depends on the accounts and their people; an edit of those replaces it whole.
#[derive(Debug, Default)]
struct Brokerage {
    tree: Kept<Tree>,
    finder: Kept<Finder>,
    roster: Kept<Roster>,
    /// Compiled against this roster, by channel.
    routes: Mutex<HashMap<String, Arc<Route>>>,
    /// What can be found in each channel.
    indexes: Mutex<HashMap<String, Arc<Index>>>,
}

#[derive(Debug)]
pub struct Snapshots {
    mirror: PathBuf,
    today: fn() -> NaiveDate,
    brokerage: Mutex<Arc<Brokerage>>,
}

impl Snapshots {
    pub fn new(mirror: &Path, today: fn() -> NaiveDate) -> Self {
        Snapshots {
            mirror: mirror.to_owned(),
            today,
            brokerage: Mutex::default(),
        }
    }

    /// Lets go of what an edit made untrue.
    pub fn forget(&self, touched: &Touched) {
        if touched.people {
            *locked(&self.brokerage) = Arc::default();
        } else {
            let brokerage = self.brokerage();
            let mut routes = locked(&brokerage.routes);
            let mut indexes = locked(&brokerage.indexes);
            for channel in &touched.channels {
                routes.remove(channel);
                indexes.remove(channel);
            }
        }
    }

    /// The tree, whose counts of channels may be those of an earlier revision.
    pub fn tree(&self) -> Result<Arc<Tree>, AppError> {
        self.brokerage().tree.get(|_| true, || self.read_tree())
    }

    /// The tree as it is at `revision`.
    pub fn tree_at(&self, revision: u32) -> Result<Arc<Tree>, AppError> {
        self.brokerage()
            .tree
            .get(|tree| tree.revision == revision, || self.read_tree())
    }

    /// What simulating one channel needs, all of one revision of the people.
    pub fn channel(&self, channel: &str) -> Result<Option<Snapshot>, AppError> {
        let brokerage = self.brokerage();
        let roster = self.roster(&brokerage)?;
        // Read under the lock that `forget` takes after an edit, so that no old route is kept.
        let mut routes = locked(&brokerage.routes);
        if let Some(route) = routes.get(channel) {
            return Ok(Some(Snapshot {
                roster,
                route: Arc::clone(route),
            }));
        }
        let Some(found) = Reader::open(&self.mirror)?.channel(channel)? else {
            return Ok(None);
        };
        let route = Arc::new(Route::new(&roster, &found));
        routes.insert(channel.to_owned(), Arc::clone(&route));
        Ok(Some(Snapshot { roster, route }))
    }

    /// What can be found in one channel.
    pub fn index(&self, channel: &str) -> Result<Option<Arc<Index>>, AppError> {
        let brokerage = self.brokerage();
        let roster = self.roster(&brokerage)?;
        // As in `channel`: no old index is kept.
        let mut indexes = locked(&brokerage.indexes);
        if let Some(index) = indexes.get(channel) {
            return Ok(Some(Arc::clone(index)));
        }
        let Some(found) = Reader::open(&self.mirror)?.channel(channel)? else {
            return Ok(None);
        };
        let index = Arc::new(Index::new(&roster, &found));
        indexes.insert(channel.to_owned(), Arc::clone(&index));
        Ok(Some(index))
    }

    pub fn people(&self) -> Result<Arc<Roster>, AppError> {
        self.roster(&self.brokerage())
    }

    /// Builds ahead what the first questions need, in the order they come.
    pub fn warm(&self) -> Result<(), AppError> {
        self.tree()?;
        self.roster(&self.brokerage())?;
        self.finder()?;
        Ok(())
    }

    fn roster(&self, brokerage: &Brokerage) -> Result<Arc<Roster>, AppError> {
        let read = || {
            let mirror = Reader::open(&self.mirror)?;
            Ok(Roster::new(&mirror.accounts()?, &mirror.users()?))
        };
        brokerage.roster.get(|_| true, read)
    }

    pub fn finder(&self) -> Result<Arc<Finder>, AppError> {
        let brokerage = self.brokerage();
        let tree = brokerage.tree.get(|_| true, || self.read_tree())?;
        brokerage
            .finder
            .get(|_| true, || Ok(Reader::open(&self.mirror)?.finder(&tree)?))
    }

    fn read_tree(&self) -> Result<Tree, AppError> {
        Ok(Reader::open(&self.mirror)?.tree((self.today)())?)
    }

    fn brokerage(&self) -> Arc<Brokerage> {
        Arc::clone(&locked(&self.brokerage))
    }
}

/// A panic elsewhere does not make what is kept here untrue.
pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use mirror::{Edit, Mirror, sample};

    use super::*;

    #[test]
    fn an_edit_compiles_its_own_channel_anew_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("brokerage.mirror");
        let mut mirror = Mirror::open_or_create(&file).unwrap();
        let book = sample::adler();
        mirror.begin(&book, &[]).unwrap();
        let snapshots = Snapshots::new(&file, NaiveDate::default);
        let both = || [0, 1].map(|at| snapshots.channel(&book.channels[at].id).unwrap().unwrap());
        let before = both();

        let rule = book.channels[1].rules[0].id.clone();
        let edit = Edit::SetRuleEnabled {
            rule,
            enabled: false,
        };
        snapshots.forget(&mirror.apply(&edit).unwrap().unwrap().touched);
        let after = both();
        assert!(Arc::ptr_eq(&before[0].route, &after[0].route));
        assert!(!Arc::ptr_eq(&before[1].route, &after[1].route));
        assert!(Arc::ptr_eq(&before[1].roster, &after[1].roster));
        assert!(!after[1].route.channel.rules[0].enabled);

        snapshots.forget(&Touched {
            people: true,
            ..Touched::default()
        });
        assert!(!Arc::ptr_eq(&after[0].roster, &both()[0].roster));
    }
}
