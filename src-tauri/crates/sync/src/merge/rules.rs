//! Rules: their content, the channel they are in, and their order there.
//!
//! A rule that one side moved within its channel and the other took out of it, to another channel
//! or for good, is in conflict: its place means something else to each. One that only made room
//! for such a rule was not moved.

use std::collections::{HashMap, HashSet};

use routing::book::{Book, Channel, Rule};
use routing::roster::Roster;
use routing::words;

use super::channels::title;
use super::{About, Merger, Side, order};

/// A rule in its channel.
#[derive(Clone, Copy)]
struct Placed<'b> {
    channel: &'b Channel,
    rule: &'b Rule,
    /// Whether the side may have moved it within the channel.
    is_moved: bool,
}

impl Merger<'_> {
    /// Puts the merged rules into the merged channels.
    pub(super) fn rules(
        &mut self,
        base: &Book,
        mine: &Book,
        theirs: &Book,
        channels: &mut [Channel],
    ) {
        let kept: HashSet<String> = channels.iter().map(|channel| channel.id.clone()).collect();
        let moved = |side| moved_within(base, side, &kept);
        let was = placed(base, &HashSet::new());
        let (here, there) = (placed(mine, &moved(mine)), placed(theirs, &moved(theirs)));
        // A rule that went with its whole channel was not deleted itself: where the channel is
        // kept, so is the rule.
        let went_with = |side: &Book, was: Placed, is: Placed| {
            let home = &is.channel.id;
            let is_gone = side.channels.iter().all(|channel| channel.id != *home);
            was.channel.id == *home && kept.contains(home) && is_gone
        };
        let mut homes: HashMap<String, Vec<Rule>> = HashMap::new();
        let mut put = |(home, rule): (String, Rule)| homes.entry(home).or_default().push(rule);
        for id in ids(theirs) {
            let Some(their) = there.get(id).copied() else {
                continue;
            };
            match (was.get(id).copied(), here.get(id).copied()) {
                (base, Some(my)) => {
                    let home = self.home(base, my, their, &kept);
                    put((home, self.rule(base, my, their)));
                }
                (None, None) => put(as_it_is(their)),
                (Some(base), None) if went_with(mine, base, their) => put(as_it_is(their)),
                (Some(base), None) if same(base, their) => {}
                (Some(base), None) => {
                    let about = about(their, "deletion", "whether there is");
                    let said = ("deleted".to_owned(), self.their_state(base, their));
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
                Some(base) => {
                    let about = about(my, "deletion", "whether there is");
                    let said = (self.my_state(base, my), "deleted".to_owned());
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

    fn my_state(&self, base: Placed, mine: Placed) -> String {
        if is_as_it_was(base, mine) {
            where_to(&self.mine, mine)
        } else {
            "changed".to_owned()
        }
    }

    fn their_state(&self, base: Placed, theirs: Placed) -> String {
        let Placed { channel, rule, .. } = theirs;
        if is_as_it_was(base, theirs) {
            return where_to(&self.theirs, theirs);
        }
        format!(
            "changed in {}: {}",
            title(channel),
            words::rule_title(&self.theirs, channel, rule)
        )
    }

    /// The id of the channel that the merged rule is in.
    fn home(
        &mut self,
        base: Option<Placed>,
        mine: Placed,
        theirs: Placed,
        kept: &HashSet<String>,
    ) -> String {
        let homes = [&theirs.channel.id, &mine.channel.id];
        let is_choice = homes.into_iter().all(|home| kept.contains(home));
        let place = |at: Placed<'_>| (at.channel.id.clone(), is_choice && at.is_moved);
        let (my_place, their_place) = (place(mine), place(theirs));
        // Where one side moved it within its channel, that is where it has a place to speak of.
        let moved = [(mine, my_place.1), (theirs, their_place.1)]
            .into_iter()
            .find_map(|(at, is_moved)| is_moved.then_some(at));
        let (home, _) = self.field(
            base.map(place).as_ref(),
            &my_place,
            &their_place,
            || match moved {
                Some(moved) => about(moved, "channel", "the place of"),
                None => about(theirs, "channel", "the channel of"),
            },
            |roster, (id, is_moved)| {
                let at = if *id == mine.channel.id { mine } else { theirs };
                match (moved, is_moved) {
                    (_, true) => where_to(roster, at),
                    (Some(_), false) => format!("moved to {}", title(at.channel)),
                    (None, false) => title(at.channel),
                }
            },
        );
        // Moved into a channel that does not stay: it stays where the other side has it.
        let mut homes = [&home].into_iter().chain(homes);
        let home = homes.find(|home| kept.contains(*home));
        home.cloned().unwrap_or_default()
    }

    /// What the merged rule says.
    fn rule(&mut self, base: Option<Placed>, mine: Placed, theirs: Placed) -> Rule {
        let was = base.map(|base| base.rule);
        let (my, their) = (mine.rule, theirs.rule);
        Rule {
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
                |roster, action| words::action(roster, theirs.channel, action),
            ),
            follow_up: self.field(
                was.map(|b| &b.follow_up),
                &my.follow_up,
                &their.follow_up,
                || about(theirs, "follow_up", "the follow-up of"),
                |roster, list| words::follow_ups(roster, list),
            ),
        }
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

fn placed<'b>(book: &'b Book, moved: &HashSet<&str>) -> HashMap<&'b str, Placed<'b>> {
    let mut all = HashMap::new();
    for channel in &book.channels {
        for rule in &channel.rules {
            let is_moved = moved.contains(rule.id.as_str());
            let placed = Placed {
                channel,
                rule,
                is_moved,
            };
            all.insert(rule.id.as_str(), placed);
        }
    }
    all
}

/// Rules that `side` may have moved within a channel that stays.
fn moved_within<'b>(base: &Book, side: &'b Book, kept: &HashSet<String>) -> HashSet<&'b str> {
    let was: HashMap<&str, &Channel> = base.channels.iter().map(|c| (c.id.as_str(), c)).collect();
    let stay = side.channels.iter().filter(|c| kept.contains(&c.id));
    stay.filter_map(|channel| Some((*was.get(channel.id.as_str())?, channel)))
        .flat_map(|(was, is)| order::may_be_moved(&ids_in(was), &ids_in(is)))
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
    found.map_or(Vec::new(), ids_in)
}

fn ids_in(channel: &Channel) -> Vec<&str> {
    channel.rules.iter().map(|rule| rule.id.as_str()).collect()
}

fn same(base: Placed, side: Placed) -> bool {
    is_as_it_was(base, side) && !side.is_moved
}

/// Whether nothing was done to the rule, unless it was moved within its channel.
fn is_as_it_was(base: Placed, side: Placed) -> bool {
    base.channel.id == side.channel.id && base.rule == side.rule
}

fn as_it_is(placed: Placed) -> (String, Rule) {
    (placed.channel.id.clone(), placed.rule.clone())
}

/// `moved above “Zillow”`
fn where_to(roster: &Roster, Placed { channel, rule, .. }: Placed) -> String {
    let mut rules = channel.rules.iter();
    rules.find(|known| known.id == rule.id);
    match rules.next() {
        Some(next) => format!("moved above “{}”", words::rule_title(roster, channel, next)),
        None => "moved to the end".to_owned(),
    }
}

fn about(Placed { channel, rule, .. }: Placed, field: &str, words: &str) -> About {
    let name = words::named(rule.name.as_deref());
    let called = name.map_or("an unnamed rule".to_owned(), |name| format!("“{name}”"));
    About {
        id: format!("rule:{}:{field}", rule.id),
        channel: Some(channel.id.clone()),
        rule: Some(rule.id.clone()),
        words: format!("{words} {called} in {}", title(channel)),
    }
}
