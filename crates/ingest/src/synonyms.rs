//! Headers that others give to our columns. A synonym counts only where our own name is absent and
//! one column alone has it ([`crate::header`]); each use is reported.

/// Our name, and the others in the form of [`crate::header::key`].
const SYNONYMS: &[(&str, &[&str])] = &[
    (
        "note_id",
        &[
            "id",
            "ref",
            "reference",
            "note_no",
            "note_number",
            "note_ref",
            "response_id",
            "responseid",
            "respondent_id",
            "submission_id",
            "record_id",
            "comment_id",
            "row_id",
            "nr",
            "nr.",
            "nummer",
        ],
    ),
    (
        "engagement_id",
        &[
            "engagement",
            "meeting",
            "event",
            "session",
            "meeting_id",
            "event_id",
            "session_id",
            "workshop_id",
            "hui",
        ],
    ),
    (
        "engagement_type",
        &[
            "type",
            "format",
            "engagement_format",
            "type_of_engagement",
            "meeting_type",
            "event_type",
            "session_type",
            "type_of_meeting",
            "method",
        ],
    ),
    (
        "date",
        &[
            "date_of_meeting",
            "meeting_date",
            "event_date",
            "date_of_event",
            "engagement_date",
            "date_of_engagement",
            "session_date",
            "submission_date",
            "date_received",
            "datum",
            "rā",
        ],
    ),
    (
        "organisation",
        &[
            "organization",
            "organisations",
            "organizations",
            "organisation_name",
            "organization_name",
            "name_of_organisation",
            "agency",
            "agencies",
            "agency_name",
            "name_of_agency",
            "department",
            "ministry",
            "org",
            "submitter",
            "stakeholder",
            "behörde",
            "einrichtung",
            "ministerium",
            "whakahaere",
            "rōpū_whakahaere",
            "rōpū",
            "hinonga",
            "umanga",
            "tari",
        ],
    ),
    ("part", &["section"]),
    ("question", &["question_asked", "prompt"]),
    (
        "themes",
        &[
            "theme",
            "tags",
            "tag",
            "codes",
            "themes_raised",
            "coded_themes",
            "categories",
            "topics",
            "thema",
            "themen",
            "schlagwörter",
            "kaupapa",
            "ngā_kaupapa",
            "tāhuhu",
        ],
    ),
    (
        "stance",
        &["position", "sentiment", "view", "haltung", "tūnga"],
    ),
    (
        "text",
        &[
            "note",
            "notes",
            "comment",
            "comments",
            "response",
            "responses",
            "feedback",
            "answer",
            "note_text",
            "comment_text",
            "response_text",
            "what_was_said",
            "observation",
            "content",
            "aussage",
            "kommentar",
            "rückmeldung",
            "kōrero",
            "whakaaro",
        ],
    ),
    ("verbatim", &["is_quote", "direct_quote"]),
    (
        "quotable",
        &[
            "may_be_quoted",
            "may_quote",
            "ok_to_quote",
            "permission_to_quote",
        ],
    ),
    ("lang", &["language"]),
];

/// Our name of the column that a header, in its normal form, is a synonym of.
pub(crate) fn ours(key: &str) -> Option<&'static str> {
    let is = |(_, others): &&(&str, &[&str])| others.contains(&key);
    SYNONYMS.iter().find(is).map(|(ours, _)| *ours)
}

/// Words before a number that make a column one of several with themes.
const NUMBERED: [&str; 10] = [
    "theme",
    "themes",
    "tag",
    "tags",
    "code",
    "codes",
    "topic",
    "topics",
    "category",
    "categories",
];

/// Whether a header, in its normal form, is one of `theme_1`, `theme_2`, `tag1`, `code_(2)`.
pub(crate) fn is_numbered_theme(key: &str) -> bool {
    let key = key.trim_end_matches([')', ']']);
    let word = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = key.len() - word.len();
    let word = word.trim_end_matches(['_', '(', '[', '#', '.']);
    (1..=2).contains(&digits) && NUMBERED.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::key;
    use crate::notes::COLUMNS;

    #[test]
    fn numbered_themes() {
        let are = [
            "Theme 1",
            "theme_2",
            "Tags3",
            "Code (12)",
            "Category #2",
            "TOPIC-4",
        ];
        let others = [
            "theme",
            "themes",
            "1",
            "phase 1",
            "code 2023",
            "theme 1 notes",
        ];
        assert!(are.iter().all(|name| is_numbered_theme(&key(name))));
        assert!(others.iter().all(|name| !is_numbered_theme(&key(name))));
    }

    #[test]
    fn each_synonym_is_in_normal_form_and_of_one_column() {
        let mut seen = std::collections::BTreeSet::new();
        for (ours, others) in SYNONYMS {
            assert!(COLUMNS.iter().any(|c| c.name == *ours), "{ours}");
            for other in *others {
                assert_eq!(key(other), *other);
                assert!(seen.insert(other), "{other} stands twice");
                assert!(
                    COLUMNS.iter().all(|c| c.name != *other),
                    "{other} is a column"
                );
            }
        }
    }
}
