//! What Rechat says now, as a book: people and the tree rebuilt upward from users' brands, then
//! channels, then rules where the server lets them be read.
//!
//! No call is made per agent: 100,000 agents cost the pages of users and the accounts that are no
//! agents. A [`Pull`] keeps what it has read, beside the mirror too where it is told to, so that one
//! that broke off or was killed goes on where it was.

mod by_id;
mod each;
mod kept;
mod page;
mod people;
mod read;
mod rules;
mod strays;
mod tree;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use mirror::Reader;
use remote::wire::LeadChannel;
use remote::{Client, RemoteError};
use routing::Book;
use routing::book::{Account, AccountKind, Channel, Fallback, Policies};
use tokio_util::sync::CancellationToken;

use crate::error::{Result, SyncError};
use each::each;
use kept::Kept;
pub use kept::STILL;
use read::{Answer, Read};

/// What the mirror knows already.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The brokerage's account id.
    pub root: Option<String>,
    /// In the draft's order, which is kept.
    pub accounts: Vec<Account>,
    pub users: Vec<String>,
    /// As Rechat last said: where rules cannot be read, these are taken for them.
    pub channels: Vec<Channel>,
    pub has_rules: bool,
}

impl Known {
    pub fn of(mirror: &Reader) -> Result<Known> {
        let accounts = mirror.accounts()?;
        let remote = mirror.remote()?;
        let root = accounts
            .iter()
            .find(|account| account.parent.is_none())
            .map(|account| account.id.clone());
        Ok(Known {
            root: remote.as_ref().map(|remote| remote.root.clone()).or(root),
            users: mirror.user_ids()?,
            accounts,
            has_rules: remote.as_ref().is_some_and(|remote| remote.has_rules),
            channels: match remote {
                Some(remote) => remote.channels,
                None => mirror.whole_channels()?,
            },
        })
    }
}

/// Names the state of a channel in guarded writes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Versions {
    pub channel: Option<f64>,
    pub rules: Option<f64>,
}

/// Rechat as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    pub api: String,
    pub root: String,
    /// RFC 3339, UTC: when the reading began. Nothing of it is older.
    pub pulled_at: String,
    /// Whether rules can be read and written.
    pub has_rules: bool,
    pub book: Book,
    pub versions: BTreeMap<String, Versions>,
    /// Rules of each channel as the list of channels counts them.
    pub counts: BTreeMap<String, u64>,
    /// Accounts that could not be tied to the brokerage and were left out.
    pub left_out: usize,
    pub requests: u64,
}

/// How far a pull has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub what: &'static str,
    pub done: u64,
    /// 0 while it is not known.
    pub total: u64,
}

/// A pull that can go on after a failure.
#[derive(Debug)]
pub struct Pull {
    client: Client,
    known: Known,
    cancel: CancellationToken,
    /// The mirror that what was read is kept beside.
    beside: Option<PathBuf>,
    read: Read,
    /// All that was read, until it is taken in.
    whole: Option<Kept>,
}

impl Pull {
    pub fn new(client: Client, known: Known, cancel: CancellationToken) -> Pull {
        Pull {
            client,
            known,
            cancel,
            beside: None,
            read: Read::default(),
            whole: None,
        }
    }

    /// Keeps what it reads beside the mirror, so that a pull that is killed can be gone on with.
    pub fn kept_beside(mut self, mirror: &Path) -> Pull {
        self.beside = Some(mirror.to_path_buf());
        self
    }

    /// Makes it ready to go on after it was cancelled or the sign-in ended. The mirror may have
    /// moved on since.
    pub fn again(&mut self, client: Client, known: Known, cancel: CancellationToken) {
        self.client = client;
        self.known = known;
        self.cancel = cancel;
    }

    /// Forgets what it keeps beside the mirror, once that is in the mirror or nobody will take it
    /// in. Until then a pull that was stopped while it was written, or killed, goes on with it.
    pub fn forget(&mut self) {
        if let Some(whole) = self.whole.take() {
            whole.forget();
        }
    }

    /// Reads what is not read yet. After an error it may be called again.
    pub async fn run(&mut self, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<Theirs> {
        // Let go of, to be gone on with as by another.
        self.whole = None;
        let before = self.client.requests();
        let cancel = self.cancel.clone();
        self.read.wake(self.client.clock().now());
        let done = cancel.run_until_cancelled(self.rest(progress)).await;
        let done = done.unwrap_or(Err(SyncError::Cancelled));
        if done.is_err() {
            self.read.rest(self.client.clock().now());
        }
        let channels = done?;
        self.whole = self.read.kept.take();
        let read = self.read.end();
        let mut counts = BTreeMap::new();
        let mut versions = BTreeMap::new();
        for channel in read.channels.values().flatten() {
            let rules = read.rules.get(&channel.id).and_then(Option::as_ref);
            let version = Versions {
                channel: channel.updated_at,
                rules: rules.and_then(|list| list.version),
            };
            versions.insert(channel.id.clone(), version);
            counts.extend(channel.rules_count.map(|count| (channel.id.clone(), count)));
        }
        let tree = read.people.tree;
        let (book, left_out) = tree.book(&self.known, channels);
        if let Some(problem) = book.check().first() {
            self.forget();
            return Err(SyncError::Unsound {
                place: problem.place.clone(),
                code: problem.code,
            });
        }
        Ok(Theirs {
            api: self.client.api().to_owned(),
            root: read.root.unwrap_or_default(),
            pulled_at: read.began_at.unwrap_or_default(),
            has_rules: read.has_rules.unwrap_or(false),
            book,
            versions,
            counts,
            left_out,
            requests: self.client.requests() - before,
        })
    }

    /// Answers the channels as a book has them.
    async fn rest(&mut self, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<Vec<Channel>> {
        let root = self.find_root().await?;
        let now = self.client.clock().now();
        self.read
            .begin(self.client.api(), &root, self.beside.as_deref(), now);
        self.read_people(&root, progress).await?;
        let offices = self.known.accounts.iter();
        let offices = offices.filter(|account| account.kind != AccountKind::Agent);
        let tree = &mut self.read.people.tree;
        tree.ask_after(offices.map(|account| account.id.as_str()));
        self.grow(progress).await?;
        self.read_channels(progress).await?;
        self.seek_strays().await?;
        self.read_rules(progress).await?;
        let channels = self.book_channels();
        self.name_strangers(&channels).await?;
        Ok(channels)
    }

    async fn find_root(&mut self) -> Result<String> {
        if let Some(root) = self.read.root.clone().or_else(|| self.known.root.clone()) {
            self.read.root = Some(root.clone());
            return Ok(root);
        }
        let mut at = match self.client.myself().await {
            Ok(user) => user.brand.map(|brand| brand.id().to_owned()),
            Err(RemoteError::NotFound { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        let mut root = at.clone().ok_or(SyncError::NoBrokerage)?;
        let mut passed = HashSet::new();
        // Up as far as the sign-in reaches.
        while let Some(id) = at.take() {
            if !passed.insert(id.clone()) {
                return Err(SyncError::Unsound {
                    place: "the accounts above that of the sign-in".to_owned(),
                    code: "cycle",
                });
            }
            match self.client.brand(&id).await {
                Ok(brand) => {
                    root = id;
                    at = brand.parent.map(|parent| parent.id().to_owned());
                }
                Err(RemoteError::NotFound { .. } | RemoteError::Forbidden { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.read.root = Some(root.clone());
        Ok(root)
    }

    /// Fetches accounts that are named and not described.
    async fn grow(&mut self, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<()> {
        loop {
            let missing = self.read.people.tree.missing();
            if missing.is_empty() {
                return Ok(());
            }
            let (client, total) = (self.client.clone(), missing.len() as u64);
            let mut done = 0;
            each(
                missing,
                move |id| {
                    let client = client.clone();
                    async move {
                        match client.brand(&id).await {
                            Ok(brand) => Ok(Answer::Account(id, Some(brand))),
                            Err(RemoteError::NotFound { .. } | RemoteError::Forbidden { .. }) => {
                                Ok(Answer::Account(id, None))
                            }
                            Err(error) => Err(error),
                        }
                    }
                },
                |answer| {
                    self.read.take(answer);
                    done += 1;
                    progress(Progress {
                        what: "accounts",
                        done,
                        total,
                    });
                },
            )
            .await?;
        }
    }

    async fn read_channels(&mut self, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<()> {
        let tree = &self.read.people.tree;
        let mut accounts = tree.offices();
        // Agents are many and mostly have none; those known to have some are asked too.
        let of_agents = self.known.channels.iter().map(|channel| &channel.account);
        accounts.extend(of_agents.filter(|id| tree.has(id)).cloned());
        accounts.sort();
        accounts.dedup();
        let total = accounts.len() as u64;
        let missing: Vec<String> = accounts
            .into_iter()
            .filter(|id| !self.read.channels.contains_key(id))
            .collect();
        let client = self.client.clone();
        each(
            missing,
            move |id| {
                let client = client.clone();
                async move {
                    match client.channels(&id).await {
                        Ok(channels) => Ok(Answer::Channels(id, channels)),
                        // Gone since its users were read.
                        Err(RemoteError::NotFound { .. }) => Ok(Answer::Channels(id, Vec::new())),
                        Err(error) => Err(error),
                    }
                }
            },
            |answer| {
                self.read.take(answer);
                progress(Progress {
                    what: "channels",
                    done: self.read.channels.len() as u64,
                    total,
                });
            },
        )
        .await
    }

    fn book_channels(&self) -> Vec<Channel> {
        let Read {
            people,
            channels,
            rules,
            ..
        } = &self.read;
        let held: HashMap<&str, (usize, &Channel)> = self
            .known
            .channels
            .iter()
            .enumerate()
            .map(|(place, channel)| (channel.id.as_str(), (place, channel)))
            .collect();
        let mut listed: Vec<(&String, usize, &LeadChannel)> = channels
            .iter()
            .filter(|(account, _)| people.tree.has(account))
            .flat_map(|(account, list)| {
                list.iter()
                    .enumerate()
                    .map(move |(place, channel)| (account, place, channel))
            })
            .collect();
        listed.sort_by_key(|(account, place, channel)| {
            let place_here = held.get(channel.id.as_str()).map_or(usize::MAX, |h| h.0);
            (place_here, account.as_str(), *place)
        });
        let mut seen = HashSet::new();
        let mut defaults = HashSet::new();
        listed
            .into_iter()
            .filter(|(_, _, channel)| seen.insert(channel.id.as_str()))
            .filter_map(|(account, _, channel)| {
                let decides = match rules.get(&channel.id) {
                    Some(Some(list)) => list.channel.clone(),
                    Some(None) => return None,
                    None => match held.get(channel.id.as_str()) {
                        Some((_, known)) => (*known).clone(),
                        None => silent(),
                    },
                };
                let is_default =
                    channel.is_default == Some(true) && defaults.insert(account.as_str());
                Some(Channel {
                    id: channel.id.clone(),
                    account: account.clone(),
                    name: channel.shown_name().map(str::to_owned),
                    is_default,
                    mls: channel.mls.clone(),
                    ..decides
                })
            })
            .collect()
    }

    /// Rules may name accounts that no user leads to.
    async fn name_strangers(&mut self, channels: &[Channel]) -> Result<()> {
        let named: Vec<&str> = channels.iter().flat_map(Channel::accounts_named).collect();
        self.read.people.tree.ask_after(named.iter().copied());
        self.grow(&mut |_| {}).await?;
        self.read.people.tree.keep_departed(named, &self.known);
        Ok(())
    }
}

/// A channel of which nothing is known but that it is there.
fn silent() -> Channel {
    Channel {
        id: String::new(),
        account: String::new(),
        name: None,
        is_default: false,
        mls: None,
        time_zone: chrono_tz::UTC,
        policies: Policies::default(),
        rules: Vec::new(),
        fallback: Fallback::default(),
        follow_up: Vec::new(),
    }
}
