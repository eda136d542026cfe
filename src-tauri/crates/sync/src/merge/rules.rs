//! Rules: their content, the channel they are in, and their order there.

use std::collections::{HashMap, HashSet};

use routing::book::{Book, Channel, FollowUp, Rule};
use routing::roster::Roster;
use routing::words;

use super::channels::title;
use super::{About, Merger, Side, order};

/// A rule and the channel it is in.
type Placed<'b> = (&'b Channel, &'b Rule);

impl Merger<'_> {
    /// Puts the merged rules into the merged channels.
    pub(super) fn rules(
        &mut self,
        base: &Book,
        mine: &Book,
        theirs: &Book,
        channels: &mut [Channel],
    ) {
        let (was, here, there) = (placed(base), placed(mine), placed(theirs));
        let kept: HashSet<String> = channels.iter().map(|channel| channel.id.clone()).collect();
        // A rule that went with its whole channel was not deleted itself: where the channel is
        // kept, so is the rule.
        let went_with = |side: &Book, (was, _): Placed, (is, _): Placed| {
            let is_gone = side.channels.iter().all(|channel| channel.id != is.id);
            was.id == is.id && kept.contains(&is.id) && is_gone
        };
        let mut homes: HashMap<String, Vec<Rule>> = HashMap::new();
        let mut put = |(home, rule): (String, Rule)| homes.entry(home).or_default().push(rule);
        for id in ids(theirs) {
            let Some(their) = there.get(id).copied() else {
                continue;
            };
            match (was.get(id).copied(), here.get(id).copied()) {
                (base, Some(my)) => {
                    let (home, rule) = self.rule(base, my, their);
                    // Moved into a channel that does not stay: it stays where the other side has it.
                    let homes = [&home, &their.0.id, &my.0.id];
                    let home = homes.into_iter().find(|home| kept.contains(*home));
                    put((home.cloned().unwrap_or_default(), rule));
                }
                (None, None) => put(as_it_is(their)),
                (Some(base), None) if went_with(mine, base, their) => put(as_it_is(their)),
                (Some(base), None) if same(base, their) => {}
                (Some(_), None) => {
                    let about = about(their, "deletion", "whether there is");
                    let said = ("deleted".to_owned(), self.their_state(their));
                    if self.conflict(about, said.0, said.1) == Side::Theirs {
                        put(as_it_is(their));
                    }
                }
            }
        }
        for id in ids(mine).filter(|id| !there.contains_key(id)) {
            let Some(my) = here.get(id).copied() else {
                continue;
            };
            match was.get(id).copied() {
                None => put(as_it_is(my)),
                Some(base) if went_with(theirs, base, my) => put(as_it_is(my)),
                Some(base) if same(base, my) => {}
                Some(_) => {
                    let about = about(my, "deletion", "whether there is");
                    let said = ("changed".to_owned(), "deleted".to_owned());
                    if self.conflict(about, said.0, said.1) == Side::Mine {
                        put(as_it_is(my));
                    }
                }
            }
        }
        for channel in channels {
            let rules = homes.remove(&channel.id).unwrap_or_default();
            channel.rules = self.ordered(base, mine, theirs, channel, rules);
        }
    }

    fn their_state(&self, (channel, rule): Placed) -> String {
        format!(
            "changed in {}: {}",
            title(channel),
            words::rule_title(&self.theirs, channel, rule)
        )
    }

    /// The merged rule and the id of the channel it is in.
    fn rule(&mut self, base: Option<Placed>, mine: Placed, theirs: Placed) -> (String, Rule) {
        let home = self.field(
            base.map(|(channel, _)| &channel.id),
            &mine.0.id,
            &theirs.0.id,
            || about(theirs, "channel", "the channel of"),
            |_, id| {
                if *id == mine.0.id {
                    title(mine.0)
                } else {
                    title(theirs.0)
                }
            },
        );
        let was = base.map(|(_, rule)| rule);
        let (my, their) = (mine.1, theirs.1);
        let rule = Rule {
            id: their.id.clone(),
            name: self.field(
                was.map(|b| &b.name),
                &my.name,
                &their.name,
                || about(theirs, "name", "the name of"),
                |_, name| name.clone().unwrap_or_else(|| "no name".to_owned()),
            ),
            enabled: self.field(
                was.map(|b| &b.enabled),
                &my.enabled,
                &their.enabled,
                || about(theirs, "enabled", "whether it is on:"),
                |_, on| if *on { "on" } else { "off" }.to_owned(),
            ),
            when: self.field(
                was.map(|b| &b.when),
                &my.when,
                &their.when,
                || about(theirs, "when", "the condition of"),
                |_, when| {
                    when.as_ref()
                        .map_or("every lead".to_owned(), words::condition)
                },
            ),
            then: self.field(
                was.map(|b| &b.then),
                &my.then,
                &their.then,
                || about(theirs, "then", "what is done by"),
                |roster, action| words::action(roster, theirs.0, action),
            ),
            follow_up: self.field(
                was.map(|b| &b.follow_up),
                &my.follow_up,
                &their.follow_up,
                || about(theirs, "follow_up", "the follow-up of"),
                |roster: &Roster, list: &Vec<FollowUp>| match list.as_slice() {
                    [] => "nothing".to_owned(),
                    some => {
                        let words = some
                            .iter()
                            .map(|follow_up| words::follow_up(roster, follow_up));
                        words.collect::<Vec<_>>().join(", ")
                    }
                },
            ),
        };
        (home, rule)
    }

    fn ordered(
        &mut self,
        base: &Book,
        mine: &Book,
        theirs: &Book,
        channel: &Channel,
        rules: Vec<Rule>,
    ) -> Vec<Rule> {
        let sequence = |book| sequence(book, &channel.id);
        let (base, mine, theirs) = (sequence(base), sequence(mine), sequence(theirs));
        let mut rules: HashMap<String, Rule> = rules
            .into_iter()
            .map(|rule| (rule.id.clone(), rule))
            .collect();
        let present: HashSet<&str> = rules.keys().map(String::as_str).collect();
        let order = order::merge(&base, &mine, &theirs, &present, None).or_else(|| {
            let about = About {
                id: format!("channel:{}:order", channel.id),
                channel: Some(channel.id.clone()),
                rule: None,
                words: format!("the order of rules in {}", title(channel)),
            };
            let list = |ids: &[&str]| {
                let known = ids.iter().filter_map(|id| rules.get(*id));
                let name = |rule: &Rule| words::rule_title(&self.theirs, channel, rule);
                known.map(name).collect::<Vec<_>>().join(", ")
            };
            let said = (list(&mine), list(&theirs));
            let side = self.conflict(about, said.0, said.1);
            order::merge(&base, &mine, &theirs, &present, Some(side))
        });
        let order: Vec<String> = order.into_iter().flatten().map(str::to_owned).collect();
        order.iter().filter_map(|id| rules.remove(id)).collect()
    }
}

fn placed(book: &Book) -> HashMap<&str, Placed<'_>> {
    let rules = |channel| move |rule| (channel, rule);
    book.channels
        .iter()
        .flat_map(|channel| channel.rules.iter().map(rules(channel)))
        .map(|placed: Placed| (placed.1.id.as_str(), placed))
        .collect()
}

fn ids(book: &Book) -> impl Iterator<Item = &str> {
    book.channels
        .iter()
        .flat_map(|channel| channel.rules.iter().map(|rule| rule.id.as_str()))
}

/// The channel's rule ids in order.
fn sequence<'b>(book: &'b Book, channel: &str) -> Vec<&'b str> {
    let found = book.channels.iter().find(|known| known.id == channel);
    found.map_or(Vec::new(), |channel| {
        channel.rules.iter().map(|rule| rule.id.as_str()).collect()
    })
}

fn same(a: Placed, b: Placed) -> bool {
    a.0.id == b.0.id && a.1 == b.1
}

fn as_it_is((channel, rule): Placed) -> (String, Rule) {
    (channel.id.clone(), rule.clone())
}

fn about((channel, rule): Placed, field: &str, words: &str) -> About {
    let name = rule
        .name
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let called = name.map_or("an unnamed rule".to_owned(), |name| format!("“{name}”"));
    About {
        id: format!("rule:{}:{field}", rule.id),
        channel: Some(channel.id.clone()),
        rule: Some(rule.id.clone()),
        words: format!("{words} {called} in {}", title(channel)),
    }
}
