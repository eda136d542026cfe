//! The change sheet: what a person does by hand at a Rechat that lets no rules be written.

use std::collections::BTreeSet;

use routing::Book;
use routing::book::{Channel, read_condition};
use sandbox::Options;
use sync::plan::Review;
use sync::push::Refusal;
use sync::sheet::{Checked, confirm, sheet};

use crate::edits::base;
use crate::world::World;

async fn world() -> World {
    let options = Options {
        rules_endpoint: false,
        ..Options::default()
    };
    let mut world = World::with(&base(), options).await;
    world.pull().await.unwrap();
    assert!(world.plan().await.unwrap().plan.empty);
    // Rules cannot be read; the draft knows them from elsewhere.
    world.draft(&base());
    let review = world.plan().await.unwrap();
    let checked = confirm(&mut world.mirror, &review, &all(&review)).unwrap();
    assert_eq!(checked.wrong, Vec::<String>::new());
    assert!(world.plan().await.unwrap().plan.empty);
    world
}

fn all(review: &Review) -> BTreeSet<String> {
    let steps = sheet(&review.plan).into_iter();
    steps.map(|step| step.channel).collect()
}

async fn check(world: &mut World) -> Checked {
    let review = world.plan().await.unwrap();
    let ticked = all(&review);
    confirm(&mut world.mirror, &review, &ticked).unwrap()
}

fn fourth() -> Channel {
    let mut new = base().channels[2].clone();
    new.id = "drafted".into();
    new.name = Some("Fourth".into());
    new.rules.iter_mut().for_each(|rule| rule.id = "r8".into());
    new
}

fn made_by_hand(id: &str) -> Channel {
    Channel {
        id: id.into(),
        ..fourth()
    }
}

fn drafted(world: &World) -> Vec<(String, usize)> {
    let book = world.mirror.export().unwrap();
    let named = book
        .channels
        .into_iter()
        .filter(|channel| channel.name.as_deref() == Some("Fourth"));
    named
        .map(|channel| (channel.id, channel.rules.len()))
        .collect()
}

#[tokio::test]
async fn a_sheet_is_taken_on_a_persons_word_once_what_can_be_read_agrees() {
    let mut world = world().await;
    let mut draft = base();
    draft.channels[0].name = Some("Renamed".into());
    world.draft(&draft);
    assert!(matches!(
        world.push().await.unwrap(),
        Err(Refusal::NoRulesEndpoint)
    ));
    let review = world.plan().await.unwrap();
    let steps = sheet(&review.plan);
    assert_eq!(
        steps[0].words,
        "People → Lead Routing → the settings of “One” of Adler: \
         Renamed channel “One” to “Renamed”"
    );
    assert!(steps[0].can_be_read_back);
    let checked = check(&mut world).await;
    assert!(checked.wrong[0].contains("Renamed"), "{checked:?}");
    assert!(
        !world.plan().await.unwrap().plan.empty,
        "nothing was settled"
    );
    world.others(&draft).await;
    assert_eq!(check(&mut world).await.wrong, Vec::<String>::new());
    assert!(world.plan().await.unwrap().plan.empty);
}

#[tokio::test]
async fn a_sheet_leaves_nothing_unsaid_that_has_to_be_typed() {
    let mut world = world().await;
    let mut draft = base();
    draft.channels.push(Channel {
        time_zone: chrono_tz::America::Chicago,
        ..fourth()
    });
    let zips = r#"{"field":"address.postal_code","op":"is_any_of","value":["1","2","3","4","5"]}"#;
    draft.channels[0].rules[0].when = read_condition(zips).ok();
    // Carried to another route, a rule has to be made anew there.
    let moved = draft.channels[0].rules.pop().unwrap();
    draft.channels[1].rules.push(moved);
    world.draft(&draft);
    let steps = sheet(&world.plan().await.unwrap().plan);
    let said = |words: &str| {
        let is_it = |step: &&sync::sheet::SheetStep| step.words.contains(words);
        let step = steps.iter().find(is_it);
        let step = step.unwrap_or_else(|| panic!("{words} is not in {steps:#?}"));
        (step.words.clone(), step.in_full.clone())
    };
    let (words, _) = said("Added channel “Fourth”");
    assert!(words.ends_with(": time zone America/Chicago"), "{words}");
    let (words, in_full) = said("Added rule “r7” to “Fourth”");
    let place = "People → Lead Routing → the rules of “Fourth” of Downtown: ";
    assert!(words.starts_with(place), "{words}");
    assert!(
        words.ends_with(": takes every lead, does Round robin, 2 agents"),
        "{words}"
    );
    assert_eq!(in_full, ["Does: Round robin, Smith and Brown"]);
    let (words, in_full) = said("“r1” takes ZIP is one of");
    assert!(words.contains("1, 2 +3"), "{words}");
    assert_eq!(in_full, ["Takes: ZIP is one of 1, 2, 3, 4 or 5"]);
    let (_, in_full) = said("Moved rule “r4”");
    assert_eq!(
        in_full,
        ["Takes: every lead", "Does: Round robin, Smith and Brown"]
    );
}

#[tokio::test]
async fn a_channel_made_by_hand_goes_on_under_the_id_that_rechat_gave_it() {
    for pulled_in_between in [false, true] {
        let mut world = world().await;
        let mut draft = base();
        draft.channels.push(fourth());
        world.draft(&draft);
        let checked = check(&mut world).await;
        assert!(checked.wrong[0].starts_with("not found"), "{checked:?}");

        let mut server = base();
        server.channels.push(made_by_hand("given-by-rechat"));
        world.others(&server).await;
        if pulled_in_between {
            world.pull().await.unwrap();
            assert_eq!(drafted(&world).len(), 2);
        }
        let checked = check(&mut world).await;
        assert_eq!(checked.wrong, Vec::<String>::new());
        assert_eq!(drafted(&world), [("given-by-rechat".to_owned(), 1)]);
        assert!(world.plan().await.unwrap().plan.empty);
        world.pull().await.unwrap();
        assert_eq!(drafted(&world), [("given-by-rechat".to_owned(), 1)]);
    }
}

#[tokio::test]
async fn two_new_channels_of_one_name_are_not_told_apart_by_guessing() {
    let mut world = world().await;
    let mut draft = base();
    draft.channels.push(fourth());
    world.draft(&draft);
    let mut server: Book = base();
    let mut other = made_by_hand("other");
    other.rules.clear();
    server.channels.extend([made_by_hand("one"), other]);
    world.others(&server).await;
    let checked = check(&mut world).await;
    assert!(checked.wrong[0].starts_with("several"), "{checked:?}");
    assert_eq!(drafted(&world), [("drafted".to_owned(), 1)]);
}

#[tokio::test]
async fn a_rule_that_moves_is_settled_with_both_of_its_channels() {
    let mut world = world().await;
    let mut draft = base();
    let rule = draft.channels[0].rules.remove(0);
    draft.channels[1].rules.push(rule);
    world.draft(&draft);
    world.others(&draft).await;
    let review = world.plan().await.unwrap();
    let half = BTreeSet::from(["c2".to_owned()]);
    let checked = confirm(&mut world.mirror, &review, &half).unwrap();
    assert!(checked.wrong[0].contains("both"), "{checked:?}");
    assert_eq!(check(&mut world).await.wrong, Vec::<String>::new());
    assert!(world.plan().await.unwrap().plan.empty);
}
