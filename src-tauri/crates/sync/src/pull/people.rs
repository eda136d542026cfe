//! The pages of users, which lead to everything else.

use std::collections::HashSet;

use super::each::each;
use super::tree::Tree;
use super::{Progress, Pull};
use crate::error::{Result, SyncError};

/// How often the list of people is read again where it changed meanwhile.
const READINGS: u32 = 3;

impl Pull {
    /// Every page of users; read again where the list changed on the way.
    pub(super) async fn people(
        &mut self,
        root: &str,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Tree> {
        let top = self.client.brand(root).await?;
        for _ in 0..READINGS {
            if self.read_pages(root, progress).await? {
                let mut tree = Tree::new(&top);
                let mut people = HashSet::new();
                for row in self.pages.values().flatten() {
                    people.insert(row.user.id.as_str());
                    tree.add(row);
                }
                if self.total.is_none_or(|total| total == people.len() as u64) {
                    self.pages.clear();
                    return Ok(tree);
                }
            }
            self.pages.clear();
            self.total = None;
        }
        Err(SyncError::Restless)
    }

    /// `false` where pages disagree about how many people there are.
    async fn read_pages(
        &mut self,
        root: &str,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<bool> {
        if !self.pages.contains_key(&0) {
            let first = self.client.users(root, 0).await?;
            self.total = first.total;
            self.pages.insert(0, first.rows);
        }
        let page = self.pages.get(&0).map_or(0, Vec::len);
        let Some(total) = self.total else {
            return self.read_to_the_short_page(root, page).await;
        };
        let starts: Vec<usize> = (0..total as usize)
            .step_by(page.max(1))
            .filter(|start| !self.pages.contains_key(start))
            .collect();
        if page == 0 {
            return Ok(total == 0);
        }
        let (client, root) = (self.client.clone(), root.to_owned());
        let mut agree = true;
        let mut done = (self.pages.len() * page) as u64;
        each(
            starts,
            move |start| {
                let (client, root) = (client.clone(), root.clone());
                async move { client.users(&root, start).await.map(|page| (start, page)) }
            },
            |(start, page)| {
                agree &= page.total == Some(total);
                done += page.rows.len() as u64;
                self.pages.insert(start, page.rows);
                progress(Progress {
                    what: "people",
                    done: done.min(total),
                    total,
                });
            },
        )
        .await?;
        Ok(agree)
    }

    /// Without a count, pages are read until one is shorter than the first.
    async fn read_to_the_short_page(&mut self, root: &str, page: usize) -> Result<bool> {
        let mut start = page;
        while start > 0 {
            let next = self.client.users(root, start).await?;
            let is_last = next.rows.len() < page;
            self.pages.insert(start, next.rows);
            if is_last {
                break;
            }
            start += page;
        }
        Ok(true)
    }
}
