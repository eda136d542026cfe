//! Every problem a book can have, by its code.

/// A kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    pub code: &'static str,
    /// Whether the JSON Schema sees it too. What it cannot say (references, repeated keys, depth,
    /// ranges that run backwards, text in a language of its own) is for the reader alone.
    pub shape: bool,
}

const fn shape(code: &'static str) -> Code {
    Code { code, shape: true }
}

const fn beyond_schema(code: &'static str) -> Code {
    Code { code, shape: false }
}

/// The codes of [`Book::read`](super::Book::read) and [`Book::check`](super::Book::check).
pub const CODES: &[Code] = &[
    // The document as a whole; each of these comes alone.
    beyond_schema("too_large"),
    beyond_schema("not_utf8"),
    beyond_schema("not_json"),
    shape("not_a_book"),
    shape("future_version"),
    // Objects and values.
    shape("wrong_type"),
    shape("unknown_key"),
    beyond_schema("repeated_key"),
    shape("missing_key"),
    shape("unknown_value"),
    shape("out_of_range"),
    shape("blank_id"),
    shape("blank_text"),
    shape("bad_date"),
    shape("bad_pool"),
    beyond_schema("bad_time_zone"),
    beyond_schema("bad_expression"),
    beyond_schema("reversed_range"),
    shape("agents_only"),
    shape("not_empty"),
    // Conditions.
    shape("bad_condition"),
    beyond_schema("too_deep"),
    shape("unknown_field"),
    shape("unknown_operator"),
    shape("illegal_operator"),
    shape("missing_value"),
    shape("unexpected_value"),
    shape("bad_time"),
    shape("bad_weekday"),
    beyond_schema("bad_pattern"),
    // What the parts say about one another.
    beyond_schema("duplicate_id"),
    beyond_schema("unknown_account"),
    beyond_schema("not_an_agent"),
    shape("no_root"),
    shape("two_roots"),
    beyond_schema("cycle"),
    beyond_schema("agent_with_children"),
    beyond_schema("two_defaults"),
];
