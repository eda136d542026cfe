//! Shapes as the public documents have them, quirks included.

use remote::wire::{Brand, Envelope, LeadChannel, Parent, Rules, UserRow};

fn read<'t, T: serde::Deserialize<'t>>(text: &'t str) -> T {
    serde_json::from_str(text).unwrap()
}

#[test]
fn channels_with_counts_as_text_and_names_that_are_null() {
    let list: Envelope<Vec<LeadChannel>> = read(
        r#"{ "code": "OK", "data": [
          { "id": "c-1", "type": "lead_channel", "brand": "b-1", "name": "Default Route", "title": null,
            "is_default": true, "mls": ["NTREIS"], "capture_number": 17, "last_capture_date": 1780000999.5,
            "rules_count": "4", "created_at": 1770000000.25, "updated_at": 1770000000.250001, "deleted_at": null },
          { "id": "c-2", "type": "lead_channel", "brand": {"id": "b-1"}, "name": null, "title": "A title",
            "is_default": false, "mls": null, "rules_count": 1, "updated_at": 1770000000, "deleted_at": null } ],
          "info": { "count": 2, "total": 2 } }"#,
    );
    let [first, second] = &list.data[..] else {
        panic!()
    };
    assert_eq!((first.rules_count, second.rules_count), (Some(4), Some(1)));
    assert_eq!(first.updated_at, Some(1770000000.250001));
    assert_eq!(
        (first.shown_name(), second.shown_name()),
        (Some("Default Route"), Some("A title"))
    );
    assert_eq!(second.brand, "b-1");
    assert_eq!(list.info.unwrap().total, Some(2));
}

#[test]
fn a_brand_whose_parent_is_an_id_or_a_brand_or_nothing() {
    for (parent, id) in [
        (r#""p""#, Some("p")),
        (r#"{"id":"p","name":"Parent","parent":"q"}"#, Some("p")),
        ("null", None),
    ] {
        let text = format!(
            r#"{{"id":"b","type":"brand","name":null,"brand_type":"Office","parent":{parent},"parents":null,
               "member_count":3,"hostnames":null,"training":false,"palette":{{}},"deleted_at":null}}"#
        );
        let brand: Brand = read(&text);
        assert_eq!(brand.parent.as_ref().map(Parent::id), id);
    }
}

#[test]
fn a_user_row_whose_id_is_not_the_users() {
    let row: UserRow = read(
        r#"{ "id": "membership-9", "user": { "id": "u-1", "type": "user", "first_name": "Ada", "last_name": null,
             "email": "ada@example.com", "phone_number": "+12145550142", "user_status": "Active",
             "agents": [ {"id": "x", "mls": "NTREIS", "mlsid": 512345, "license_number": null} ] },
             "brands": [ {"id": "b-1", "name": "Ada Quill", "brand_type": "Personal", "parent": "b-0"} ] }"#,
    );
    assert_eq!(row.user.id, "u-1");
    assert_eq!(
        row.user.agents.as_ref().unwrap()[0].mlsid.as_deref(),
        Some("512345")
    );
    assert!(!row.user.is_gone());
}

#[test]
fn rules_are_kept_as_they_came() {
    let text = r#"{"code":"OK","data":[{"id":"r","then":{"type":"custom","expression":"null"}}],
        "info":{"count":1,"total":1,"updated_at":1770000000.5,"policies":null,"time_zone":"America/Chicago"}}"#;
    let rules: Rules = read(text);
    assert!(rules.data.get().starts_with("[{\"id\":\"r\""));
    assert_eq!(rules.info.unwrap().updated_at, Some(1770000000.5));
}
