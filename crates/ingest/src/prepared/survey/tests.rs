//! Tests of the judgement.

use super::*;
use crate::header::Renamed;
use crate::notes::COLUMNS;

/// What each column of a file is, in words.
fn uses(file: &str, input: &Input) -> Option<Vec<String>> {
    let renamed = Renamed::new();
    let words = Vocabulary::of(&COLUMNS, &renamed);
    let mut said = Vec::new();
    let layout = super::super::head::layout(file.as_bytes(), input, &words, &mut said);
    let asked = asked(file.as_bytes(), &layout, input, &words)?;
    let word = |used: &Use| match used {
        Use::Named(ours) | Use::Guessed(ours) => (*ours).to_owned(),
        Use::Question => "?".to_owned(),
        Use::Themes => "themes of it".to_owned(),
        Use::Unread(why) => format!("- {why}"),
    };
    Some(asked.uses.iter().map(word).collect())
}

#[test]
fn exports_of_survey_tools() {
    let google = "Timestamp,Which organisation are you from?,What is working well?,What could be better?\n\
        2023/10/20 4:05:06 PM GMT+13,Treasury,good,more time\n";
    let microsoft = "ID,Start time,Completion time,Email,Name,What agency do you represent?,What works?,What should change?,How likely are you to come again?\n\
        1,10/20/23 10:00,10/20/23 10:09,anonymous,,Treasury,workshops,forms,9\n";
    let qualtrics = "StartDate,IPAddress,Progress,RecordedDate,ResponseId,Q1,Q2\n\
        Start Date,IP Address,Progress,Recorded Date,Response ID,Which organisation do you work for?,What works well at the moment?\n\
        \"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"a\"\"}\",\"{\"\"ImportId\"\":\"\"b\"\"}\",\"{\"\"ImportId\"\":\"\"c\"\"}\",\"{\"\"ImportId\"\":\"\"d\"\"}\",\"{\"\"ImportId\"\":\"\"e\"\"}\",\"{\"\"ImportId\"\":\"\"f\"\"}\"\n\
        2023-10-10 09:01:02,1.2.3.4,100,2023-10-10 09:11:02,R_0abc,Treasury,works 0\n";
    let monkey = "Respondent ID,Start Date,Organisation,What works well?,How satisfied are you?\n\
        ,,,Open-Ended Response,Response\n\
        1000,31/10/2023 04:05:06 PM,Treasury,good,Very satisfied\n";
    let pairs = "ID,Organisation,Q1. What works well?,Q1 theme,Q2. What should change?,Q2 theme\n\
        1,A,good,trust,less,cost\n";
    let pairs_below = "Respondent,Organisation,What works well?,,What should change?,\n\
        ,,Answer,Theme,Answer,Theme\n1,A,good,trust,less,cost\n";
    let tool = "- added by the survey tool";
    let cases: [(&str, &[&str]); 6] = [
        (google, &["date", "organisation", "?", "?"]),
        (
            microsoft,
            &[
                "note_id",
                tool,
                &format!("- {MONTH_FIRST}"),
                tool,
                tool,
                "organisation",
                "?",
                "?",
                "- numbers",
            ],
        ),
        (
            qualtrics,
            &[tool, tool, tool, "date", "note_id", "organisation", "?"],
        ),
        (
            monkey,
            &["note_id", "date", "organisation", "?", "- ratings"],
        ),
        (
            pairs,
            &[
                "note_id",
                "organisation",
                "?",
                "themes of it",
                "?",
                "themes of it",
            ],
        ),
        (
            pairs_below,
            &[
                tool,
                "organisation",
                "?",
                "themes of it",
                "?",
                "themes of it",
            ],
        ),
    ];
    for (file, expected) in cases {
        let found = uses(file, &Input::default()).unwrap();
        assert_eq!(found, expected, "{file}");
    }
}

#[test]
fn a_list_says_which_are_questions() {
    let file = "Who,Rating,Anything else?\nA,3,no\n";
    assert_eq!(uses(file, &Input::default()), None);
    let listed = Input {
        questions: Some(vec!["rating".to_owned()]),
        ..Input::default()
    };
    let other = "- not among `questions`";
    assert_eq!(uses(file, &listed).unwrap(), [other, "?", other]);
}

#[test]
fn notes_are_no_survey() {
    for file in [
        "Agency,Comment,What was the context of it?\nA,hello,x\n",
        "note_id,What the person said then\nN1,hello\n",
    ] {
        assert_eq!(uses(file, &Input::default()), None, "{file}");
    }
}
