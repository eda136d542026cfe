//! Channels that no account lists any more. Somebody may have moved one to an agent's account, and
//! those are not asked; before it is called deleted, the nearest of them are.

use std::collections::HashSet;

use remote::RemoteError;
use routing::book::Channel;

use super::each::each;
use super::read::Answer;
use super::{Pull, Read};
use crate::error::Result;

/// Agent accounts asked at most for all that is missed.
const MOST: usize = 120;
/// Asked together; then it is seen whether anything is missed still.
const AT_ONCE: usize = 12;

impl Pull {
    pub(super) async fn seek_strays(&mut self) -> Result<()> {
        let strays = missed(&self.known.channels, &self.read);
        let homes: Vec<&str> = strays.iter().map(|channel| &*channel.account).collect();
        if homes.is_empty() {
            return Ok(());
        }
        let mut agents = self.read.people.tree.agents_near(&homes);
        agents.truncate(MOST);
        agents.retain(|id| !self.read.channels.contains_key(id));
        for some in agents.chunks(AT_ONCE) {
            if missed(&self.known.channels, &self.read).is_empty() {
                return Ok(());
            }
            let client = self.client.clone();
            each(
                some.to_vec(),
                move |id| {
                    let client = client.clone();
                    async move {
                        match client.channels(&id).await {
                            Ok(channels) => Ok(Answer::Channels(id, channels)),
                            Err(RemoteError::NotFound { .. } | RemoteError::Forbidden { .. }) => {
                                Ok(Answer::Channels(id, Vec::new()))
                            }
                            Err(error) => Err(error),
                        }
                    }
                },
                |answer| self.read.take(answer),
            )
            .await?;
        }
        Ok(())
    }
}

/// Of the channels that were there, those that nobody lists.
fn missed<'k>(known: &'k [Channel], read: &Read) -> Vec<&'k Channel> {
    let lists = read.channels.values().flatten();
    let listed: HashSet<&str> = lists.map(|channel| channel.id.as_str()).collect();
    let is_missed = |channel: &&Channel| !listed.contains(channel.id.as_str());
    known.iter().filter(is_missed).collect()
}
