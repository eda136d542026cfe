//! What is built from the mirror and kept while it is true: the tree, the search, the roster with
//! its compiled channels. Simulation sees only this: it can write nothing, and the mirror is not
//! held while it runs.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use chrono::NaiveDate;
use mirror::{Finder, Reader, Touched, Tree};
use routing::book::{AccountKind, User};
use routing::find::Index;
use routing::roster::{self, Roster, Row};
use routing::route::Route;

use crate::view;
use crate::wire::{AppError, Code};

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
    packed: Kept<PackedTree>,
    roster: Kept<Roster>,
    /// Why the users cannot be read.
    unread: Arc<OnceLock<AppError>>,
    /// Compiled against this roster, by channel.
    routes: Mutex<HashMap<String, Arc<Route>>>,
    /// What can be found in each channel.
    indexes: Mutex<HashMap<String, Arc<Index>>>,
}

/// A tree as `commands::tree` gives it.
#[derive(Debug)]
pub struct PackedTree {
    revision: u32,
    pub bytes: Vec<u8>,
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

    /// Builds ahead what the window asks for first.
    pub fn warm(&self) -> Result<(), AppError> {
        let revision = self.tree()?.revision;
        self.packed_tree(revision)?;
        // The cards say how many samples each takes, and a sample may name its agent.
        self.people()?.warm_emails();
        Ok(())
    }

    /// Builds ahead what a first search and a first lead that names its agent would wait for.
    pub fn warm_more(&self) -> Result<(), AppError> {
        self.finder()?;
        self.people()?.warm();
        self.users_were_read()
    }

    /// The tree at `revision` as the page reads it.
    pub fn packed_tree(&self, revision: u32) -> Result<Arc<PackedTree>, AppError> {
        let pack = || {
            let tree = self.tree_at(revision)?;
            let bytes = view::columns::packed_tree(&tree).map_err(|error| {
                AppError::new(
                    Code::Internal,
                    format!("the tree cannot be packed: {error}"),
                )
            })?;
            Ok(PackedTree { revision, bytes })
        };
        self.brokerage()
            .packed
            .get(|packed| packed.revision == revision, pack)
    }

    fn roster(&self, brokerage: &Brokerage) -> Result<Arc<Roster>, AppError> {
        let lay_out = || {
            let tree = brokerage.tree.get(|_| true, || self.read_tree())?;
            let users = Users {
                mirror: self.mirror.clone(),
                unread: Arc::clone(&brokerage.unread),
            };
            Ok(Roster::in_order(rows(&tree), users))
        };
        brokerage.roster.get(|_| true, lay_out)
    }

    /// Fails if a lead could not be held against the users, since they could not be read.
    pub fn users_were_read(&self) -> Result<(), AppError> {
        match self.brokerage().unread.get() {
            Some(error) => Err(error.clone()),
            None => Ok(()),
        }
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

/// The users in a mirror's file. Who asks for them cannot be told of a failure, so it is kept.
#[derive(Debug)]
struct Users {
    mirror: PathBuf,
    unread: Arc<OnceLock<AppError>>,
}

impl Users {
    fn read<T: Default>(&self, read: impl FnOnce(&Reader) -> mirror::Result<T>) -> T {
        let found = Reader::open(&self.mirror).and_then(|mirror| read(&mirror));
        found.unwrap_or_else(|error| {
            let _ = self.unread.set(error.into());
            T::default()
        })
    }
}

impl roster::Users for Users {
    fn emails(&self, give: &mut dyn FnMut(&str, &str)) {
        self.read(|mirror| mirror.emails(give));
    }

    fn users(&self) -> Vec<User> {
        self.read(Reader::users)
    }
}

/// The accounts as a roster takes them; the tree has them in its order.
fn rows(tree: &Tree) -> impl ExactSizeIterator<Item = Row<'_>> {
    let mut bounds = tree.bounds.iter().peekable();
    (0..tree.len()).map(move |at| {
        let bounds = bounds.next_if(|bounds| bounds.row as usize == at);
        Row {
            id: tree.ids.get(at).unwrap_or_default(),
            name: tree.names.get(at).unwrap_or_default(),
            kind: tree.kinds.get(at).copied().unwrap_or(AccountKind::Other),
            parent: tree
                .parents
                .get(at)
                .copied()
                .filter(|parent| *parent != Tree::NO_PARENT),
            active: tree.active.get(at).copied().unwrap_or_default(),
            away: bounds.map(|bounds| bounds.away.clone()).unwrap_or_default(),
            daily_cap: bounds.and_then(|bounds| bounds.daily_cap),
        }
    })
}

/// A panic elsewhere does not make what is kept here untrue.
pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use mirror::{Edit, Mirror, sample};
    use routing::book::Away;

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

    #[test]
    fn the_people_read_in_parts_are_those_read_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("brokerage.mirror");
        let mut mirror = Mirror::open_or_create(&file).unwrap();
        let mut book = sample::adler();
        book.accounts[4].daily_cap = Some(3);
        book.accounts[5].away = vec![Away {
            from: NaiveDate::from_ymd_opt(2026, 12, 24).unwrap(),
            through: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
        }];
        mirror.begin(&book, &[]).unwrap();
        let snapshots = Snapshots::new(&file, NaiveDate::default);
        let parts = snapshots.people().unwrap();
        let whole = Roster::new(&book.accounts, &book.users);

        for account in &book.accounts {
            let [a, b] = [&*parts, &whole].map(|roster| {
                let ix = roster.find(&account.id).unwrap();
                let entry = format!("{:?}", roster.get(ix));
                (entry, roster.scope(ix), roster.office(ix))
            });
            assert_eq!(a, b);
        }
        let mut found = 0;
        for user in &book.users {
            let name = [&user.first_name, &user.last_name]
                .map(|name| name.as_deref().unwrap_or_default())
                .join(" ");
            let [a, b] = [&*parts, &whole].map(|roster| {
                let email = user.emails.iter().map(|key| roster.by_email(key).to_vec());
                let mls = user.mls.iter().map(|mls| roster.by_mls_id(&mls.id, None));
                let name = roster.by_name(&name).to_vec();
                let phones = user.phones.iter();
                let phones = phones.map(|key| roster.by_phone(key).to_vec());
                email
                    .chain(mls)
                    .chain([name])
                    .chain(phones)
                    .collect::<Vec<_>>()
            });
            found += a.iter().flatten().count();
            assert_eq!(a, b);
        }
        assert!(found > book.users.len(), "{found}");
        snapshots.users_were_read().unwrap();
    }

    #[test]
    fn users_that_cannot_be_read_are_no_answer() {
        let folder = tempfile::tempdir().unwrap();
        let snapshots = Snapshots::new(&folder.path().join("none"), NaiveDate::default);
        let users = Users {
            mirror: snapshots.mirror.clone(),
            unread: Arc::clone(&snapshots.brokerage().unread),
        };
        assert!(roster::Users::users(&users).is_empty());
        assert!(snapshots.users_were_read().is_err());
    }
}
