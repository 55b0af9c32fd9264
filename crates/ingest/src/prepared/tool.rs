//! What survey tools call the columns that they add, and what their forms ask for beside questions.
//! Headers are in the form of [`crate::header::key`].

use throughline_core::names::name_key;

/// Columns that a tool adds to the answers: Google Forms, Microsoft Forms, `SurveyMonkey`, Qualtrics
/// and their like. Names of people are among them: they are no answers.
const ADDED: &[&str] = &[
    "timestamp",
    "submission_date",
    "submission_time",
    "submitted_at",
    "start_date",
    "startdate",
    "start_time",
    "started",
    "end_date",
    "enddate",
    "end_time",
    "completion_time",
    "completed",
    "last_modified_time",
    "recorded_date",
    "recordeddate",
    "date_created",
    "date_modified",
    "time_taken",
    "ip_address",
    "ipaddress",
    "respondent_id",
    "respondent",
    "collector_id",
    "collector",
    "response_id",
    "responseid",
    "response_type",
    "submission_id",
    "email",
    "e_mail",
    "email_address",
    "username",
    "user_name",
    "user_agent",
    "name",
    "full_name",
    "your_name",
    "first_name",
    "last_name",
    "recipientlastname",
    "recipientfirstname",
    "recipientemail",
    "recipient_last_name",
    "recipient_first_name",
    "recipient_email",
    "externalreference",
    "externaldatareference",
    "external_data_reference",
    "custom_data_1",
    "phone",
    "phone_number",
    "address",
    "postal_address",
    "location_latitude",
    "location_longitude",
    "locationlatitude",
    "locationlongitude",
    "distribution_channel",
    "distributionchannel",
    "user_language",
    "userlanguage",
    "status",
    "progress",
    "duration",
    "duration_(in_seconds)",
    "finished",
    "score",
    "total_points",
    "referrer",
    "network_id",
];

/// Of those, the days on which the answers were given, the likeliest first.
pub(super) const DAYS_OF_RESPONSE: &[&str] = &[
    "completion_time",
    "recorded_date",
    "recordeddate",
    "submission_date",
    "submission_time",
    "submitted_at",
    "end_date",
    "enddate",
    "end_time",
    "timestamp",
    "date_created",
    "start_date",
    "startdate",
    "start_time",
];

/// What stands under a header in the second row of `SurveyMonkey`'s exports.
const SECOND_ROW: &[&str] = &["open_ended_response", "response", "other_(please_specify)"];

/// Words for an organisation in a header.
pub const ORGANISATIONS: &[&str] = &[
    "agency",
    "agencies",
    "organisation",
    "organisations",
    "organization",
    "department",
    "ministry",
    "council",
    "iwi",
    "submitter",
    "stakeholder",
];

/// Words of a header that asks which one it is.
const WHICH: &[&str] = &[
    "which",
    "who",
    "name",
    "represent",
    "representing",
    "from",
    "behalf",
    "belong",
    "for",
];

/// Answers on a scale.
const RATINGS: &[&str] = &[
    "yes",
    "no",
    "maybe",
    "not sure",
    "unsure",
    "don't know",
    "n/a",
    "strongly agree",
    "agree",
    "somewhat agree",
    "neither agree nor disagree",
    "neutral",
    "somewhat disagree",
    "disagree",
    "strongly disagree",
    "very satisfied",
    "satisfied",
    "somewhat satisfied",
    "neither satisfied nor dissatisfied",
    "somewhat dissatisfied",
    "dissatisfied",
    "very dissatisfied",
    "very likely",
    "likely",
    "unlikely",
    "very unlikely",
    "always",
    "often",
    "sometimes",
    "rarely",
    "never",
    "excellent",
    "very good",
    "poor",
    "very poor",
];

/// Whether a survey tool adds a column of this header.
pub(super) fn adds(header: &str) -> bool {
    ADDED.contains(&header)
}

/// Whether a cell under a header is one of a survey tool's second row.
pub(super) fn is_second_row(cell: &str) -> bool {
    SECOND_ROW.contains(&crate::header::key(cell).as_str())
}

/// Whether a survey tool's second row has no more than that it is one.
pub(super) fn is_open_ended(cell: &str) -> bool {
    crate::header::key(cell) == "open_ended_response"
}

/// Whether an answer, in the form of names, is one on a scale.
pub(super) fn is_rating(answer: &str) -> bool {
    RATINGS.contains(&answer)
}

fn has_any(header: &str, words: &[&str]) -> bool {
    let header = name_key(header);
    let mut parts = header.split(|c: char| !c.is_alphanumeric());
    parts.any(|part| words.contains(&part))
}

/// Whether a header asks which organisation it is: `What agency do you represent?`.
pub(super) fn asks_for_organisation(header: &str) -> bool {
    has_any(header, ORGANISATIONS) && has_any(header, WHICH)
}

/// Whether a header is a few words with one for an organisation: `Your organisation`.
pub(super) fn names_organisation(header: &str) -> bool {
    has_any(header, ORGANISATIONS) && header.split_whitespace().count() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_a_column_that_a_tool_adds() {
        for day in DAYS_OF_RESPONSE {
            assert!(adds(day), "{day}");
        }
        for header in ADDED {
            assert_eq!(crate::header::key(header), *header);
        }
    }

    #[test]
    fn headers_that_ask_for_the_organisation() {
        for header in [
            "Which organisation are you from?",
            "What agency do you represent?",
            "Which organisation do you work for?",
            "Name of your agency",
        ] {
            assert!(asks_for_organisation(header), "{header}");
        }
        for header in ["What does your organisation do well?", "What works well?"] {
            assert!(
                !asks_for_organisation(header) && !names_organisation(header),
                "{header}"
            );
        }
        assert!(names_organisation("Your organisation"));
    }
}
