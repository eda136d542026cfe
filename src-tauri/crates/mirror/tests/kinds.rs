//! Every kind of edit the builder offers, aimed by numbers at what is there. The mirror's own tests
//! and those of the sync make random histories of it. What an editor sends whole is there once for
//! each thing that can be changed in it.

use chrono::NaiveDate;
use mirror::{Edit, Holder, Mirror, Place, Sample};
use routing::Book;
use routing::book::{
    Account, AccountKind, Action, Away, Channel, Condition, Fallback, FollowUp, Member, OnTimeout,
    Policies, Pool, Rule, Test, Value,
};
use routing::fields::{Field, Op};

/// Numbers that pick among what is there when an edit's turn comes.
pub struct Aim<'a> {
    pub book: &'a Book,
    pub samples: &'a [Sample],
    pub numbers: [usize; 6],
    /// Makes new ids and names its own.
    pub fresh: usize,
}

impl Aim<'_> {
    fn pick<'t, T>(&self, from: &'t [T], with: usize) -> Option<&'t T> {
        from.get(self.numbers[with].checked_rem(from.len())?)
    }

    fn is(&self, with: usize) -> bool {
        self.numbers[with].is_multiple_of(2)
    }

    fn channel(&self, with: usize) -> Option<&Channel> {
        self.pick(&self.book.channels, with)
    }

    fn channel_id(&self, with: usize) -> Option<String> {
        Some(self.channel(with)?.id.clone())
    }

    fn rule(&self, with: usize) -> Option<&Rule> {
        let rules: Vec<&Rule> = self.book.channels.iter().flat_map(|c| &c.rules).collect();
        self.pick(&rules, with).copied()
    }

    fn rule_id(&self, with: usize) -> Option<String> {
        Some(self.rule(with)?.id.clone())
    }

    /// A few rules from anywhere, some of them twice.
    fn rules(&self) -> Vec<String> {
        (0..3).filter_map(|with| self.rule_id(with)).collect()
    }

    /// A rule of the channel, or the end.
    fn before(&self, channel: &str, with: usize) -> Option<String> {
        let channel = self
            .book
            .channels
            .iter()
            .find(|known| known.id == channel)?;
        if self.is(with) {
            return None;
        }
        Some(self.pick(&channel.rules, with)?.id.clone())
    }

    fn account(&self, with: usize) -> Option<&Account> {
        self.pick(&self.book.accounts, with)
    }

    fn account_id(&self, with: usize) -> Option<String> {
        Some(self.account(with)?.id.clone())
    }

    fn agent(&self, with: usize) -> Option<String> {
        let agents = self
            .book
            .accounts
            .iter()
            .filter(|a| a.kind == AccountKind::Agent);
        let agents: Vec<&Account> = agents.collect();
        Some(self.pick(&agents, with)?.id.clone())
    }

    /// Mostly one with a listed pool, so that edits of members find some.
    fn holder(&self) -> Option<Holder> {
        let mut holders = Vec::new();
        for channel in &self.book.channels {
            if let Fallback::RoundRobin { .. } = channel.fallback {
                holders.push(Holder::Fallback(channel.id.clone()));
            }
            let listed = channel
                .rules
                .iter()
                .filter(|rule| matches!(pool_of(&rule.then), Some(Pool::Members(_))));
            holders.extend(listed.map(|rule| Holder::Rule(rule.id.clone())));
        }
        match self.numbers[5] % 5 {
            0 => Some(Holder::Rule(self.rule_id(0)?)),
            1 => Some(Holder::Fallback(self.channel_id(0)?)),
            _ => self.pick(&holders, 0).cloned(),
        }
    }

    fn pool(&self) -> Option<Pool> {
        if self.is(3) {
            return Some(Pool::All);
        }
        let weight = 1 + (self.numbers[4] % 3) as u32;
        let member = |account| Member { account, weight };
        Some(Pool::Members(vec![
            member(self.account_id(1)?),
            member(self.agent(2)?),
        ]))
    }

    fn follow_up(&self) -> Option<Vec<FollowUp>> {
        let account = self.account_id(1)?;
        let tag = format!("Tag {}", self.fresh);
        Some(vec![FollowUp::Notify { account }, FollowUp::Tag { tag }])
    }

    fn name(&self) -> Option<String> {
        (!self.numbers[4].is_multiple_of(4)).then(|| format!("Name {}", self.fresh))
    }

    fn id(&self, kind: &str) -> String {
        format!("{kind}-{}", self.fresh)
    }
}

fn pool_of(action: &Action) -> Option<&Pool> {
    match action {
        Action::RoundRobin { pool } | Action::FirstToClaim { pool, .. } => Some(pool),
        Action::SpecificAgent { .. } | Action::Custom { .. } => None,
    }
}

fn action(aim: &Aim) -> Option<Action> {
    Some(match aim.numbers[5] % 4 {
        0 => Action::SpecificAgent {
            agent: aim.agent(1)?,
        },
        1 => Action::RoundRobin { pool: aim.pool()? },
        2 => Action::FirstToClaim {
            pool: aim.pool()?,
            window_minutes: 15,
            on_timeout: OnTimeout::NextRule,
        },
        _ => Action::Custom {
            expression: "agents.map(a, a.id)".to_owned(),
        },
    })
}

fn fallback(aim: &Aim) -> Option<Fallback> {
    Some(match aim.numbers[5] % 3 {
        0 => Fallback::Inbox,
        1 => Fallback::SpecificAgent {
            agent: aim.agent(1)?,
        },
        _ => Fallback::RoundRobin { pool: aim.pool()? },
    })
}

fn condition(aim: &Aim) -> Option<Condition> {
    let value = Value::Text(aim.id("city"));
    let test = Condition::Test(Test {
        field: Field::City,
        op: Op::Is,
        value,
    });
    aim.is(1).then_some(test)
}

fn rule(aim: &Aim, id: String) -> Option<Rule> {
    Some(Rule {
        id,
        name: aim.name(),
        then: action(aim)?,
        ..aim.rule(0)?.clone()
    })
}

/// What the editor of a rule sends when just this was changed in it.
fn replaced(aim: &Aim, change: impl FnOnce(&mut Rule) -> Option<()>) -> Option<Edit> {
    let mut rule = aim.rule(0)?.clone();
    change(&mut rule)?;
    Some(Edit::ReplaceRule { rule })
}

/// What the editor of a rule or a fallback sends when just its pool was changed in it.
fn repooled(aim: &Aim, change: impl FnOnce(&mut Pool) -> Option<()>) -> Option<Edit> {
    let mut channels = aim.book.channels.iter();
    match aim.holder()? {
        Holder::Rule(id) => {
            let mut rule = channels
                .flat_map(|c| &c.rules)
                .find(|r| r.id == id)?
                .clone();
            let (Action::RoundRobin { pool } | Action::FirstToClaim { pool, .. }) = &mut rule.then
            else {
                return None;
            };
            change(pool)?;
            Some(Edit::ReplaceRule { rule })
        }
        Holder::Fallback(id) => {
            let mut channel = channels.find(|c| c.id == id)?.clone();
            let Fallback::RoundRobin { pool } = &mut channel.fallback else {
                return None;
            };
            change(pool)?;
            Some(Edit::ReplaceFallback {
                channel: id,
                fallback: channel.fallback,
                follow_up: channel.follow_up,
            })
        }
    }
}

/// As [`repooled`], in the list of a pool that has one.
fn relisted(aim: &Aim, change: impl FnOnce(&mut Vec<Member>) -> Option<()>) -> Option<Edit> {
    repooled(aim, |pool| match pool {
        Pool::All => None,
        Pool::Members(members) => change(members),
    })
}

fn saved(aim: &Aim, id: String) -> Option<Edit> {
    Some(Edit::SaveSample {
        sample: Sample {
            id,
            name: aim.id("Saved"),
            channel: aim.channel_id(0)?,
            captured_at: "2026-11-24T09:12:00-06:00".to_owned(),
            payload: "{}".to_owned(),
        },
    })
}

/// Every kind of edit by its name, and what of it is changed, as a numbered aim makes one.
pub type Kind = (&'static str, fn(&Aim) -> Option<Edit>);

#[rustfmt::skip]
pub const KINDS: &[Kind] = &[
    ("MoveRule", |a| { let channel = a.channel_id(1)?; let before = a.before(&channel, 2); Some(Edit::MoveRule { rule: a.rule_id(0)?, channel: Some(channel), before }) }),
    ("SetRuleEnabled", |a| Some(Edit::SetRuleEnabled { rule: a.rule_id(0)?, enabled: a.is(1) })),
    ("DeleteRule", |a| Some(Edit::DeleteRule { rule: a.rule_id(0)? })),
    ("InsertRule", |a| { let channel = a.channel_id(1)?; let before = a.before(&channel, 2); Some(Edit::InsertRule { channel, before, rule: rule(a, a.id("rule"))? }) }),
    ("ReplaceRule", |a| Some(Edit::ReplaceRule { rule: Rule { when: condition(a), follow_up: a.follow_up()?, ..rule(a, a.rule_id(0)?)? } })),
    ("ReplaceRule: the name", |a| replaced(a, |rule| { rule.name = a.name(); Some(()) })),
    ("ReplaceRule: the condition", |a| replaced(a, |rule| { rule.when = condition(a); Some(()) })),
    ("ReplaceRule: the action", |a| replaced(a, |rule| { rule.then = action(a)?; Some(()) })),
    ("ReplaceRule: the follow-ups", |a| replaced(a, |rule| { rule.follow_up = a.follow_up()?; Some(()) })),
    ("Replace: the pool", |a| repooled(a, |pool| { *pool = a.pool()?; Some(()) })),
    ("Replace: a member less", |a| relisted(a, |list| { list.remove(a.numbers[1].checked_rem(list.len())?); Some(()) })),
    ("Replace: the order", |a| relisted(a, |list| { list.reverse(); Some(()) })),
    ("Replace: a weight", |a| relisted(a, |list| { let at = a.numbers[1].checked_rem(list.len())?; list[at].weight = 1 + (a.numbers[2] % 100) as u32; Some(()) })),
    ("DuplicateRule", |a| { let channel = a.channel_id(1)?; let before = a.before(&channel, 2); let there = a.is(3); Some(Edit::DuplicateRule { rule: a.rule_id(0)?, copy: a.id("copy"), channel: there.then_some(channel), before: before.filter(|_| there) }) }),
    ("SetRulesEnabled", |a| Some(Edit::SetRulesEnabled { rules: a.rules(), enabled: a.is(3) })),
    ("MoveRules", |a| { let channel = a.channel_id(3)?; let before = a.before(&channel, 4); Some(Edit::MoveRules { rules: a.rules(), channel, before }) }),
    ("CopyRules", |a| { let channel = a.channel_id(3)?; let before = a.before(&channel, 4); let copies = a.rules().into_iter().enumerate().map(|(n, rule)| (rule, a.id(&format!("copy{n}")))); Some(Edit::CopyRules { rules: copies.collect(), channel, before }) }),
    ("DeleteRules", |a| Some(Edit::DeleteRules { rules: a.rules() })),
    ("AddToPool", |a| Some(Edit::AddToPool { holder: a.holder()?, accounts: vec![a.account_id(1)?, a.agent(2)?], at: a.is(3).then_some(a.numbers[4] % 3) })),
    ("CreateChannel", |a| Some(Edit::CreateChannel { id: a.id("channel"), account: a.account_id(0)?, name: a.name() })),
    ("RenameChannel", |a| Some(Edit::RenameChannel { channel: a.channel_id(0)?, name: a.name() })),
    ("SetDefaultChannel", |a| Some(Edit::SetDefaultChannel { channel: a.channel_id(0)? })),
    ("MoveChannel", |a| Some(Edit::MoveChannel { channel: a.channel_id(0)?, account: a.account_id(1)? })),
    ("DuplicateChannel", |a| Some(Edit::DuplicateChannel { channel: a.channel_id(0)?, copy: a.id("twin") })),
    ("DeleteChannel", |a| Some(Edit::DeleteChannel { channel: a.channel_id(0)? })),
    ("SetPolicies", |a| Some(Edit::SetPolicies { channel: a.channel_id(0)?, policies: Policies { honor_assignees: a.is(1), returning_lead_days: (a.numbers[2] % 90) as u32 } })),
    ("SetTimeZone", |a| Some(Edit::SetTimeZone { channel: a.channel_id(0)?, time_zone: if a.is(1) { chrono_tz::America::Denver } else { chrono_tz::UTC } })),
    ("SetMls", |a| Some(Edit::SetMls { channel: a.channel_id(0)?, mls: a.is(1).then(|| vec![a.id("MLS")]) })),
    ("SetFallback", |a| Some(Edit::SetFallback { channel: a.channel_id(0)?, fallback: fallback(a)? })),
    ("ReplaceFallback", |a| Some(Edit::ReplaceFallback { channel: a.channel_id(0)?, fallback: fallback(a)?, follow_up: if a.is(4) { Vec::new() } else { a.follow_up()? } })),
    ("ReplaceFallback: the follow-ups", |a| { let channel = a.channel(0)?.clone(); Some(Edit::ReplaceFallback { channel: channel.id, fallback: channel.fallback, follow_up: a.follow_up()? }) }),
    ("ReplaceAgent", |a| Some(Edit::ReplaceAgent { from: a.agent(0)?, to: a.agent(1).filter(|_| a.numbers[2] % 4 > 0) })),
    ("Departure", |a| Some(Edit::Departure { agent: a.agent(0)?, replacements: Vec::new(), set_inactive: true })),
    ("SetAway", |a| { let day = |n: usize| NaiveDate::from_ymd_opt(2027, 1, 1 + (n % 28) as u32); let (from, through) = (day(a.numbers[1])?, day(a.numbers[1] % 28 + a.numbers[2] % 3)?); Some(Edit::SetAway { agent: a.agent(0)?, away: vec![Away { from: from.min(through), through: from.max(through) }] }) }),
    ("SetDailyCap", |a| Some(Edit::SetDailyCap { agent: a.agent(0)?, cap: a.is(1).then_some((a.numbers[2] % 9) as u32) })),
    ("SetActive", |a| Some(Edit::SetActive { agent: a.agent(0)?, active: a.is(1) })),
    ("SaveSample", |a| saved(a, a.id("sample"))),
    ("SaveSample: one that is there", |a| saved(a, a.pick(a.samples, 0)?.id.clone())),
    ("DeleteSample", |a| Some(Edit::DeleteSample { sample: a.pick(a.samples, 0)?.id.clone() })),
];

/// A departure that settles every place it can; the mirror knows which there are.
pub fn with_places(mirror: &Mirror, edit: Edit, aim: &Aim) -> Edit {
    let Edit::Departure { agent, .. } = &edit else {
        return edit;
    };
    let to = aim.agent(1).filter(|to| to != agent);
    let places = mirror.places_of(agent).unwrap().into_iter();
    let named = places.filter(|found| found.role != mirror::Role::InExpression);
    let replacements: Vec<(Place, Option<String>)> =
        named.map(|found| (found.place, to.clone())).collect();
    Edit::Departure {
        agent: agent.clone(),
        replacements,
        set_inactive: aim.is(2),
    }
}
