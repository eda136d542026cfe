//! The one walk over the accounts that a channel names. Whoever asks which accounts a channel needs
//! asks here, so that a new action or follow-up is found everywhere.

use super::{Action, Channel, Fallback, FollowUp, Pool};

/// What an id must belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Account,
    Agent,
}

/// Takes an id, what it must belong to, and where it stands: a place made only when asked for.
pub(super) type See<'s, 'b> = dyn FnMut(&'b str, Wanted, &dyn Fn() -> String) + 's;

impl Channel {
    /// Every account the channel names, its own first, then in the order of the book. One that is
    /// named twice is there twice; what an expression says is not known.
    pub fn accounts_named(&self) -> Vec<&str> {
        let mut named = Vec::new();
        self.each_account(&mut |id, _, _| named.push(id));
        named
    }

    /// The same; places count from the channel.
    pub(super) fn each_account<'b>(&'b self, see: &mut See<'_, 'b>) {
        see(&self.account, Wanted::Account, &|| "account".to_owned());
        for (index, rule) in self.rules.iter().enumerate() {
            let place = |part: &str| format!("rules[{index}].{part}");
            let then = || place("then");
            match &rule.then {
                Action::SpecificAgent { agent } => {
                    see(agent, Wanted::Agent, &|| place("then.agent"));
                }
                Action::RoundRobin { pool }
                | Action::FirstToClaim {
                    pool,
                    window_minutes: _,
                    on_timeout: _,
                } => each_member(pool, &then, see),
                Action::Custom { expression: _ } => {}
            }
            each_notified(&rule.follow_up, &|| place("follow_up"), see);
        }
        match &self.fallback {
            Fallback::Inbox => {}
            Fallback::SpecificAgent { agent } => {
                see(agent, Wanted::Agent, &|| "fallback.agent".to_owned());
            }
            Fallback::RoundRobin { pool } => {
                each_member(pool, &|| "fallback".to_owned(), see);
            }
        }
        each_notified(&self.follow_up, &|| "follow_up".to_owned(), see);
    }
}

fn each_member<'b>(pool: &'b Pool, place: &dyn Fn() -> String, see: &mut See<'_, 'b>) {
    let members = match pool {
        Pool::All => return,
        Pool::Members(members) => members,
    };
    for (index, member) in members.iter().enumerate() {
        see(&member.account, Wanted::Account, &|| {
            format!("{}.pool[{index}].account", place())
        });
    }
}

fn each_notified<'b>(
    follow_ups: &'b [FollowUp],
    place: &dyn Fn() -> String,
    see: &mut See<'_, 'b>,
) {
    for (index, follow_up) in follow_ups.iter().enumerate() {
        if let Some(account) = follow_up.account() {
            see(account, Wanted::Account, &|| {
                format!("{}[{index}].account", place())
            });
        }
    }
}
