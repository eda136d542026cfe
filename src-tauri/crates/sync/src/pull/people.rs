//! The pages of users, which lead to everything else.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use remote::wire::Brand;
use remote::{Client, RemoteError};

use super::each::each;
use super::page::{Page, described};
use super::read::{Answer, Told};
use super::tree::Tree;
use super::{Progress, Pull};
use crate::error::{Result, SyncError};

/// How often the list of people is read again where it changed meanwhile.
const READINGS: u32 = 3;

/// Room is made for so many people at the word of a server, and for more as they come.
const MOST_EXPECTED: usize = 200_000;

/// The pages read so far, put in the tree as they came.
#[derive(Debug, Default)]
pub struct People {
    pub tree: Tree,
    starts: BTreeSet<usize>,
    /// Rows of the first page, which all but the last have.
    page: usize,
    /// As the first page says.
    total: Option<u64>,
    /// Pages disagree about the total.
    is_restless: bool,
    is_whole: bool,
}

impl People {
    pub fn begin(root: Brand) -> People {
        let id = root.id.clone();
        People {
            tree: Tree::new(id.clone(), described(root, &id)),
            ..People::default()
        }
    }

    pub fn take(&mut self, start: usize, total: Option<u64>, page: Page) {
        if start == 0 {
            (self.page, self.total) = (page.people.len(), total);
            let expected = total.and_then(|total| usize::try_from(total).ok());
            self.tree.expect(expected.unwrap_or(0).min(MOST_EXPECTED));
        }
        self.is_restless |= total != self.total;
        self.starts.insert(start);
        self.tree.take(page);
    }
}

impl Pull {
    /// Every page of users; read again where the list changed on the way.
    pub(super) async fn read_people(
        &mut self,
        root: &str,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<()> {
        if self.read.people.is_whole {
            return Ok(());
        }
        for _ in 0..READINGS {
            if self.read.people.starts.is_empty() {
                let top = self.client.brand(root).await.map_err(|error| match error {
                    RemoteError::NotFound { .. } | RemoteError::Forbidden { .. } => {
                        SyncError::Unseen
                    }
                    error => error.into(),
                })?;
                self.read.take(Answer::Top(top));
            }
            self.read_pages(root, progress).await?;
            let people = &mut self.read.people;
            let found = people.tree.people() as u64;
            if !people.is_restless && people.total.is_none_or(|total| total == found) {
                people.is_whole = true;
                return Ok(());
            }
            *people = People::default();
        }
        self.read.end();
        Err(SyncError::Restless)
    }

    async fn read_pages(
        &mut self,
        root: &str,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<()> {
        if !self.read.people.starts.contains(&0) {
            let first = page(&self.client, root, 0).await?;
            self.read.take_told(first);
        }
        let people = &mut self.read.people;
        let Some(total) = people.total else {
            return self.read_to_the_short_page(root).await;
        };
        let length = people.page;
        people.is_restless |= length == 0 && total > 0;
        if length == 0 {
            return Ok(());
        }
        let known = people.starts.clone();
        // Nobody new on a page: there are no more people, whatever the total says.
        let is_over = AtomicBool::new(false);
        let starts = (0..total as usize)
            .step_by(length)
            .filter(|start| !known.contains(start))
            .take_while(|_| !is_over.load(Ordering::Relaxed));
        let (client, root) = (self.client.clone(), root.to_owned());
        each(
            starts,
            move |start| {
                let (client, root) = (client.clone(), root.clone());
                async move { page(&client, &root, start).await }
            },
            |told| {
                let before = self.read.people.tree.people();
                self.read.take_told(told);
                if self.read.people.tree.people() == before {
                    is_over.store(true, Ordering::Relaxed);
                }
                let done = (self.read.people.starts.len() * length) as u64;
                progress(Progress {
                    what: "people",
                    done: done.min(total),
                    total,
                });
            },
        )
        .await
    }

    /// Without a count, pages are read until one is shorter than the first.
    async fn read_to_the_short_page(&mut self, root: &str) -> Result<()> {
        let length = self.read.people.page;
        let mut start = length;
        while start > 0 {
            let next = page(&self.client, root, start).await?;
            let is_last = next.rows() < length;
            let before = self.read.people.tree.people();
            self.read.take_told(next);
            let people = &mut self.read.people;
            // The same page over and over.
            people.is_restless |= !is_last && people.tree.people() == before;
            if is_last || people.is_restless {
                break;
            }
            start += length;
        }
        Ok(())
    }
}

async fn page(client: &Client, root: &str, start: usize) -> remote::Result<Told> {
    let page = client.users(root, start).await?;
    Ok(Told::new(Answer::People {
        start,
        total: page.total,
        page: Page::of(page.rows, root),
    }))
}
