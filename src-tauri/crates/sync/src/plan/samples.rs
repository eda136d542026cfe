use std::collections::HashMap;

use mirror::Sample;
use routing::Book;
use routing::book::Channel;
use routing::json::Node;
use routing::lead::{Lead, LeadParts, read_time};
use routing::roster::Roster;
use routing::route::Route;
use routing::walk::{Claims, State, explain};
use routing::words;
use serde::{Deserialize, Serialize};

/// Where a sample lead lands, in words: at the last pull, in Rechat now, and after the push.
/// `None` where there is no such channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleLine {
    pub sample: String,
    pub name: String,
    pub base: Option<String>,
    pub theirs: Option<String>,
    pub merged: Option<String>,
    /// Whether the push changes it.
    pub changed: bool,
}

/// The people are those of `merged` throughout, so that only routing makes a difference.
pub fn outcomes(
    samples: &[Sample],
    base: &[Channel],
    theirs: &[Channel],
    merged: &Book,
) -> Vec<SampleLine> {
    if samples.is_empty() {
        return Vec::new();
    }
    let roster = Roster::new(&merged.accounts, &merged.users);
    let [base, theirs, merged] = [base, theirs, &merged.channels].map(by_id);
    samples
        .iter()
        .filter_map(|sample| {
            let captured_at = read_time(&sample.captured_at).ok()?;
            let payload = LeadParts::read(Node::parse(&sample.payload).ok()?)
                .ok()?
                .payload;
            let lead = Lead {
                id: None,
                channel: sample.channel.as_str().into(),
                captured_at,
                payload,
            };
            let land = |channels: &HashMap<&str, &Channel>| {
                channels
                    .get(sample.channel.as_str())
                    .map(|channel| landing(&roster, channel, &lead))
            };
            let [base, theirs, merged] = [land(&base), land(&theirs), land(&merged)];
            let what = |landed: &Option<(String, String)>| landed.as_ref().map(|l| l.1.clone());
            Some(SampleLine {
                sample: sample.id.clone(),
                name: sample.name.clone(),
                changed: what(&theirs) != what(&merged),
                base: base.map(|landed| landed.0),
                theirs: theirs.map(|landed| landed.0),
                merged: merged.map(|landed| landed.0),
            })
        })
        .collect()
}

fn by_id(channels: &[Channel]) -> HashMap<&str, &Channel> {
    channels
        .iter()
        .map(|channel| (channel.id.as_str(), channel))
        .collect()
}

/// The headline, and what is compared: the whole ending.
fn landing(roster: &Roster, channel: &Channel, lead: &Lead) -> (String, String) {
    let route = Route::new(roster, channel);
    let landing = explain(roster, &route, lead, Claims::Open, &mut State::default());
    let headline = words::plain(&words::headline(roster, &route, &landing));
    let mut ending = landing.ending;
    if let Some(unclaimed) = &mut ending.if_unclaimed {
        unclaimed.trace = None;
    }
    (headline, serde_json::to_string(&ending).unwrap_or_default())
}
