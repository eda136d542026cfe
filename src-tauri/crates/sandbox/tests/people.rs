use serde_json::{Value, json};

use crate::house::{Sandbox, house, options, refused, timeless};

/// A brand as it comes without associations.
fn brand(id: &str, name: &str, kind: &str, parent: Value, parents: Value, members: u32) -> Value {
    json!({
        "id": id, "type": "brand", "name": name, "brand_type": kind,
        "parent": parent, "parents": parents, "member_count": members,
        "base_url": "URL", "hostnames": null, "training": false,
        "palette": {}, "assets": {}, "messages": {}, "settings": null,
        "created_at": "time", "updated_at": "time", "deleted_at": null,
    })
}

fn settled(sandbox: &Sandbox, value: Value) -> Value {
    let text = timeless(value).to_string().replace(&sandbox.url, "URL");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_root_has_null_for_parent_and_parents() {
    let sandbox = Sandbox::new();
    let data = sandbox
        .get("/brands/house?associations[]=brand.parent")
        .data();
    assert_eq!(
        settled(&sandbox, data),
        brand(
            "house",
            "Quill & Moss",
            "Brokerage",
            json!(null),
            json!(null),
            4
        )
    );
}

#[test]
fn a_parent_is_an_id_until_it_is_asked_for() {
    let sandbox = Sandbox::new();
    let mut elm = brand(
        "elm",
        "Elm Office",
        "Office",
        json!("north"),
        json!(["north", "house"]),
        2,
    );
    assert_eq!(settled(&sandbox, sandbox.get("/brands/elm").data()), elm);

    elm["parent"] = brand(
        "north",
        "North",
        "Region",
        json!("house"),
        json!(["house"]),
        2,
    );
    for asked in [
        "associations[]=brand.parent",
        "associations%5B%5D=brand.parent",
        "associations=brand.settings,brand.parent",
    ] {
        let mut data = settled(
            &sandbox,
            sandbox.get(&format!("/brands/elm?{asked}")).data(),
        );
        if asked.contains("settings") {
            let settings =
                json!({ "marketing_palette": { "address": null, "phone_number": null } });
            assert_eq!(data["settings"], settings);
            assert_eq!(data["parent"]["settings"], settings);
            data["settings"] = json!(null);
            data["parent"]["settings"] = json!(null);
        }
        assert_eq!(data, elm, "{asked}");
    }
}

#[test]
fn a_brand_can_be_read_without_a_token_and_users_cannot() {
    let sandbox = Sandbox::new();
    let open = |path| sandbox.try_call("GET", path, &[], "").unwrap();
    assert_eq!(open("/brands/house").status, 200);
    refused(&open("/brands/house/users"), 401, "Unauthorized");
    refused(&open("/users/self"), 401, "Unauthorized");
    refused(&open("/brands/nobody"), 404, "ResourceNotFound");
}

#[test]
fn a_row_holds_the_user_and_the_brands_below_the_one_asked() {
    let sandbox = Sandbox::new();
    let rows = sandbox.get("/brands/elm/users?associations[]=brand.parents");
    let info = rows.json()["info"].clone();
    assert_eq!(info, json!({ "count": 2, "total": 2 }));
    let rows = settled(&sandbox, rows.data());
    let elm = brand(
        "elm",
        "Elm Office",
        "Office",
        json!("north"),
        json!(["north", "house"]),
        2,
    );
    let mut ada = brand(
        "ada",
        "Ada Quill",
        "Personal",
        elm,
        json!(["elm", "north", "house"]),
        1,
    );
    ada["settings"] = json!(null);
    let mut row = rows[0].clone();
    let id = row["id"].take();
    assert!(
        id.is_string() && id != row["user"]["id"],
        "a row has an id of its own"
    );
    let record = row["user"]["agents"][0]["id"].take();
    assert!(record.is_string() && record != json!("0512345"));
    assert_eq!(
        row,
        json!({
            "id": null,
            "type": "brand_user",
            "user": {
                "id": "u-ada", "type": "user", "first_name": "Ada", "last_name": "Quill",
                "email": "ada@quill.example", "phone_number": "+12145550142",
                "user_status": "Active", "user_type": "Agent", "timezone": "America/Chicago",
                "is_shadow": false, "fake_email": false,
                "email_confirmed": true, "phone_confirmed": false,
                "brand": "ada", "features": [],
                "agents": [{ "id": null, "type": "agent", "mls": "NTREIS", "mlsid": "0512345",
                             "license_number": null }],
                "last_seen_at": null,
                "created_at": "time", "updated_at": "time", "deleted_at": null,
            },
            // Ada is in the Oak office too, which is not below Elm.
            "brands": [ada],
        })
    );
}

#[test]
fn users_and_accounts_are_many_to_many() {
    let sandbox = Sandbox::new();
    let rows = sandbox.get("/brands/house/users").data();
    let told: Vec<Value> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let brands: Vec<&Value> = row["brands"].as_array().unwrap().iter().collect();
            let ids: Vec<&Value> = brands.iter().map(|brand| &brand["id"]).collect();
            let user = &row["user"];
            json!([user["id"], user["user_type"], user["user_status"], ids])
        })
        .collect();
    assert_eq!(
        Value::from(told),
        json!([
            ["u-office", "Admin", "Active", ["house"]],
            ["u-ada", "Agent", "Active", ["ada", "oak"]],
            ["u-pair", "Agent", "Active", ["ben", "dan"]],
            ["u-cleo", "Agent", "Inactive", ["cleo"]],
        ])
    );
    let cleo = &rows[3]["user"];
    assert_eq!(cleo["first_name"], json!(null));
    assert_eq!(cleo["email"], json!(null));
    assert_eq!(cleo["email_confirmed"], false);
    assert_eq!(cleo["agents"], json!([]));
}

#[test]
fn pages_are_cut_by_limit_and_start() {
    let sandbox = Sandbox::new();
    let page = |query: &str| {
        let reply = sandbox.get(&format!("/brands/house/users?{query}"));
        let rows = reply.data();
        let ids: Vec<String> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["user"]["id"].as_str().unwrap().to_owned())
            .collect();
        (ids.join(" "), reply.json()["info"].clone())
    };
    let info = |count: u32| json!({ "count": count, "total": 4 });
    assert_eq!(
        page("limit=3"),
        ("u-office u-ada u-pair".to_owned(), info(3))
    );
    assert_eq!(page("limit=3&start=3"), ("u-cleo".to_owned(), info(1)));
    assert_eq!(page("limit=3&start=4"), (String::new(), info(0)));
    assert_eq!(page("start=99999999999"), (String::new(), info(0)));
    let bad = sandbox.get("/brands/house/users?limit=ten");
    refused(&bad, 400, "Validation");
}

#[test]
fn rows_keep_their_ids_and_order_from_call_to_call() {
    let sandbox = Sandbox::new();
    let ids = || -> Vec<Value> {
        let rows = sandbox.get("/brands/house/users").data();
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["id"].clone()).collect()
    };
    let first = ids();
    assert_eq!(first, ids());
    let below = sandbox.get("/brands/elm/users").data();
    assert_ne!(below[0]["id"], first[1], "a row belongs to the brand asked");
}

#[test]
fn who_calls_is_told_with_the_brand_of_the_grant() {
    let sandbox = Sandbox::new();
    let user = sandbox.get("/users/self").data();
    assert_eq!(
        (&user["id"], &user["brand"]),
        (&json!("u-office"), &json!("house"))
    );
}

#[test]
fn a_large_brokerage_pages_to_its_end() {
    let mut book = house();
    let (agent, user) = (book.accounts[4].clone(), book.users[3].clone());
    for number in 0..2_500 {
        let mut agent = agent.clone();
        agent.id = format!("agent-{number}");
        let mut user = user.clone();
        user.id = format!("user-{number}");
        user.accounts = vec![agent.id.clone()];
        book.accounts.push(agent);
        book.users.push(user);
    }
    let sandbox = Sandbox::of(&book, options());
    let mut seen = Vec::new();
    loop {
        let reply = sandbox.get(&format!(
            "/brands/house/users?limit=1000&start={}",
            seen.len()
        ));
        assert_eq!(reply.json()["info"]["total"], 2_504);
        let rows = reply.data();
        let rows = rows.as_array().unwrap();
        seen.extend(rows.iter().map(|row| row["user"]["id"].to_string()));
        if rows.len() < 1_000 {
            break;
        }
    }
    assert_eq!(seen.len(), 2_504);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 2_504, "each once");
    let longest = sandbox.get("/brands/house/users?limit=100000");
    assert_eq!(longest.json()["info"]["count"], 1_000, "no page is longer");
    let usual = sandbox.get("/brands/house/users");
    assert_eq!(usual.json()["info"]["count"], 100);
}

#[test]
fn an_administrator_makes_and_changes_brands() {
    let sandbox = Sandbox::new();
    let team = json!({
        "name": "Night Team", "brand_type": "Team", "parent": "oak",
        "roles": [{ "role": "Agent", "acl": ["CRM"], "members": [{ "user": "u-ada" }] }],
        "palette": {}, "assets": {}, "messages": {},
    });
    let made = sandbox.send("POST", "/brands", team.clone()).data();
    let id = made["id"].as_str().unwrap().to_owned();
    let parents = json!(["oak", "house"]);
    let mut expected = brand(&id, "Night Team", "Team", json!("oak"), parents, 1);
    assert_eq!(settled(&sandbox, made.clone()), expected);

    let mut back = made;
    back["name"] = json!("Day Team");
    back["parent"] = json!({ "id": "elm" });
    let path = format!("/brands/{id}");
    let changed = settled(&sandbox, sandbox.send("PUT", &path, back).data());
    expected["name"] = json!("Day Team");
    expected["parent"] = json!("elm");
    expected["parents"] = json!(["elm", "north", "house"]);
    assert_eq!(changed, expected);
    let book = sandbox.book();
    assert_eq!(book.accounts.len(), house().accounts.len() + 1);
    assert_eq!(book.users[1].accounts, ["ada", "oak", id.as_str()]);

    for (key, value) in [
        ("parent", json!(null)),
        ("parent", json!("nowhere")),
        ("parent", json!("ada")),
        ("brand_type", json!("Planet")),
        ("name", json!(7)),
        ("roles", json!([{ "members": [{ "user": "nobody" }] }])),
    ] {
        let mut bad = team.clone();
        bad[key] = value;
        let reply = sandbox.send("POST", "/brands", bad);
        assert!(matches!(reply.refusal().0, 400 | 404), "{}", reply.text);
    }
    let cycle = sandbox.send("PUT", "/brands/north", json!({ "parent": "elm" }));
    refused(&cycle, 400, "Validation");
    assert_eq!(sandbox.book(), book);
}
