//! Leads at hand: kept, changed, and refused with a place.

use switchyard_app::wire::*;

use super::{Home, LISTINGS, lead};

#[test]
fn samples_are_kept_changed_and_deleted_like_everything_else() {
    let home = Home::new();
    let session = home.open();
    let lead = SimulateRequest {
        channel: LISTINGS.to_owned(),
        captured_at: "2026-11-28T10:00:00-06:00".to_owned(),
        payload: r#"{"lead_source": "Zillow"}"#.to_owned(),
    };
    let save = |sample, name: &str| Edit::SaveSample {
        sample,
        name: name.to_owned(),
        lead: lead.clone(),
    };
    let state = session.edit(save(None, "Saturday")).unwrap();
    assert_eq!(state.undo.as_deref(), Some("Saved sample “Saturday”"));
    assert!(state.samples_changed && !state.tree_changed);
    let saved = session.samples().unwrap().pop().unwrap();
    assert!(!saved.shipped && saved.name == "Saturday");
    assert_eq!(session.channel(LISTINGS).unwrap().samples, 2);

    session
        .edit(save(Some(saved.id.clone()), "Weekend"))
        .unwrap();
    assert_eq!(session.samples().unwrap().pop().unwrap().name, "Weekend");
    session
        .edit(Edit::DeleteSample { sample: saved.id })
        .unwrap();
    assert_eq!(session.samples().unwrap().len(), 4);
    assert!(session.undo().unwrap().samples_changed);
    assert_eq!(session.samples().unwrap().len(), 5);
}

#[test]
fn a_lead_that_cannot_be_read_says_where() {
    let home = Home::new();
    let session = home.open();
    let ask = |captured_at: &str, payload: &str| {
        let (channel, captured_at, payload) = (
            LISTINGS.to_owned(),
            captured_at.to_owned(),
            payload.to_owned(),
        );
        session.simulate(&SimulateRequest {
            channel,
            captured_at,
            payload,
        })
    };
    let error = ask("2026-11-24T09:12:00Z", "{\n  \"note\": }").unwrap_err();
    assert_eq!(
        (error.code, error.place.as_deref()),
        (Code::BadLead, Some("line 2, column 11"))
    );
    assert_eq!(
        ask("yesterday", "{}").unwrap_err().problems[0].code,
        "unreadable_time"
    );
    assert_eq!(
        ask("2026-11-24T09:12:00Z", "[]").unwrap_err().code,
        Code::BadLead
    );
    ask("2026-11-24T09:12:00Z", "{}").unwrap();

    let lead = SimulateRequest {
        payload: "{".to_owned(),
        ..lead(&session, "listing-inquiry")
    };
    let name = "Half".to_owned();
    let kept = session.edit(Edit::SaveSample {
        sample: None,
        name,
        lead,
    });
    assert_eq!(kept.unwrap_err().code, Code::BadLead);
}
