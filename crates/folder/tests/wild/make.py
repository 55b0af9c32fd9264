#!/usr/bin/env python3
"""Writes the inputs of the fixtures beside it: one folder a class of file, its bytes in `input/`.

    python3 crates/folder/tests/wild/make.py

Only needed to add a class or to change one; the bytes are committed. What each gives is renewed with
`cargo test -p throughline-folder --test wild -- --ignored renew`.
"""
import pathlib

HERE = pathlib.Path(__file__).parent
HEAD = "note_id,engagement_type,date,organisation,themes,stance,text\n"
ROWS = (
    "N1,workshop,2023-09-26,Te Puni Kōkiri,trust;funding,support,“More time” was asked for\n"
    "N2,1:1 meeting,2023-10-02,Stats NZ,trust,oppose,No more forms\n"
)
PLAIN = HEAD + ROWS
BOOK = "code,label\ntrust,Trust in process\nfunding,Funding\ntime,Time\n"
TITLE = 'title = "A review"\n'


def swap(text, delimiter):
    """Another delimiter than the comma; no cell of PLAIN holds a comma."""
    text = text.replace(",", delimiter)
    if delimiter == ";":
        text = text.replace("trust;funding", '"trust;funding"')
    return text


def single(name, content, file="notes.csv"):
    write(name, file, content)


def folder(name, notes, **files):
    for file, content in {"review": TITLE, **files}.items():
        ending = "toml" if file == "review" else "csv"
        write(name, f"{file}.{ending}", content)
    write(name, "notes/a.csv", notes)


def write(name, file, content):
    path = HERE / name / "input" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


# Encodings
single("utf8-bom-crlf", b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode())
single("utf16-le-tabs", b"\xff\xfe" + swap(PLAIN, "\t").replace("\n", "\r\n").encode("utf-16-le"))
single("utf16-le-no-bom", PLAIN.encode("utf-16-le"))
single("utf16-be-no-bom", PLAIN.encode("utf-16-be"))
single("utf16-be-bom", b"\xfe\xff" + PLAIN.encode("utf-16-be"))
single("utf16-half-a-character", b"\xff\xfe" + PLAIN.encode("utf-16-le") + b"N\x00" + b"\x00\xd8" + b"x\x00")
single("utf16-bad-date-keeps-its-place", b"\xff\xfe" + (PLAIN + "N3,workshop,31/09/2023,Māori Trust,,,Late\n").encode("utf-16-le"))
single("windows-1252", PLAIN.replace("ō", "o").encode("cp1252"))
single("windows-1252-semicolons", swap(PLAIN.replace("ō", "o"), ";").encode("cp1252"))
single("one-bad-byte-late", PLAIN.encode() + b"N3,workshop,2023-09-26,Caf\xe9 Trust,trust,,Late\n")
single("bad-bytes-among-utf8", PLAIN.encode() + b"N3,workshop,2023-09-26,Caf\xe9 R\xe9gime,trust,,Late\n")
single("neither-utf8-nor-1252", b"note_id,text\nN1,a \x81\x81 b\nN2,fine\n")
single("nul-byte", b"note_id,text\nN1,a\x00b\nN2,fine\n")
folder("encoding-said", "note_id,organisation,text\nN1,Café,One accent only\n".encode("cp1252"),
       review=TITLE + '[input]\nencoding = "windows-1252"\n')
folder("small-tables-too", b"\xff\xfe" + PLAIN.encode("utf-16-le"),
       codebook=BOOK.replace(",", ";"),
       organisations=b"\xff\xfe" + "organisation\tstatus\nTe Puni Kōkiri\tcurrent\nStats NZ\thistorical\n".encode("utf-16-le"))

# Dialects
single("semicolons", swap(PLAIN, ";"))
single("tabs", swap(PLAIN, "\t"), "notes.tsv")
single("pipes", swap(PLAIN, "|"))
single("semicolons-commas-in-text", "note_id;organisation;text\nN1;A;one, two, three\nN2;B;four, five, six\n")
single("sep-line", "sep=;\r\n" + swap(PLAIN, ";").replace("\n", "\r\n"))
single("sep-line-unlikely", "sep=~\nnote_id~themes~text\nN1~a;b~first\n")
folder("delimiter-said", "note_id;text\nN1;hello\n", review=TITLE + '[input]\ndelimiter = "comma"\n')
single("unknown-headers", "Nummer;Wer;Was\n1;A;x\n2;B;y\n")
single("cr-only", PLAIN.replace("\n", "\r"))
single("cr-with-lf-in-cells", 'note_id,text\rN1,"two\nlines"\rN2,one\r')
single("crlf-in-cells", 'note_id,text\r\nN1,"two\r\nlines"\r\nN2,one\r\n')
single("mixed-line-ends", "note_id,text\r\nN1,a\nN2,b\rN3,c\r\n\nN4,d")
single("blank-lines", "\n\r\n\nnote_id,organisation,text\n\n\nN1,A,first\n\n,,\nN2,B,second\n\n")
single("short-and-long-rows", "note_id,organisation,text\nN1,A\nN2,B,fine\nN3,C,one, two\n")
single("quote-never-closed", 'note_id,text\nN1,fine\nN2,"opens here\nN3,swallowed\nN4,too\n')
single("quotes-doubled", 'note_id,text\nN1,"She said ""no"" twice"\nN2,5" of rain\nN3,"closed" and more\n')
single("quoted-semicolons", 'note_id;themes;text\nN1;"a;b";"one; two"\nN2;b;three\n')
single("empty", "")
single("blank-only", "\r\n\r\n")
single("header-only", HEAD)

# Headers
single("headers-shouting-and-reordered", "TEXT, Note ID ,ORGANISATION\nhello,N1,A\n")
single("headers-invisible", "\u200bnote_id\u200b,\ufefftext,organisation\u00a0\nN1,hello,A\n")
single("headers-duplicate", "note_id,text,organisation,Text\nN1,hello,A,again\n")
single("headers-blank", "note_id,,text,\nN1,x,hello,\n")
single("headers-synonyms", "Ref,Agency,Meeting,Date of meeting,Comment,Theme\nN1,Stats NZ,M1,26 September 2023,hello,trust\n")
single("headers-synonyms-unclear", "id,Comment,Response\n1,hello,there\n")
folder("headers-mapped", "Nr,Wer,Was gesagt wurde\n1,A,hello\n",
       review=TITLE + '[columns]\nnote_id = "Nr"\norganisation = "Wer"\ntext = "Was gesagt wurde"\n')
single("title-above-header", "Engagement notes 2023,,\nExported 1 December 2023,,\n\nnote_id,organisation,text\nN1,A,hello\n")
single("header-of-two-rows-units", "note_id,date,organisation,text\n(number),(dd/mm/yyyy),(name),(as said)\nN1,26/09/2023,A,hello\n")
single("header-of-two-rows-groups", "Note,,Who,\nnote_id,date,organisation,text\nN1,2023-09-26,A,hello\n")
single("header-of-two-rows-merged", "note_id,Who,,text\n,organisation,engagement_type,\nN1,A,workshop,hello\n")
folder("header-rows-said", "note_id,organisation,text\nnummer,wer,was\nN1,A,hello\n",
       review=TITLE + "[input]\nheader_rows = 2\n")

# Shapes
single("column-per-theme", "note_id,organisation,trust,funding,text\nN1,A,1,0,first\nN2,B,1,1,second\nN3,C,0,0,third\n")
single("column-per-theme-words", "note_id,trust,funding,time,text\nN1,TRUE,FALSE,x,first\nN2,yes,no,,second\n")
folder("column-per-theme-by-label", "note_id,Trust in process,FUNDING,Remarks,text\nN1,x,,new,first\nN2,Trust in process,x,,second\nN3,perhaps,,,third\n",
       codebook=BOOK)
single("row-per-note-and-theme", "note_id,organisation,theme,stance,text\nN1,A,trust,support,first\nN1,A,funding,oppose,first\nN1,A,funding,oppose,first\nN2,B,trust,,second\n")
single("row-per-note-and-theme-clash", "note_id,organisation,themes,text\nN1,A,trust,first\nN1,B,funding,first\n")
folder("column-per-question", "Response ID,Agency,What worked well?,What should change?\nR1,A,The workshops,\nR2,B,Being heard,More time\nR3,C,,\nR4,D,short\n",
       review=TITLE + '[[part]]\nid = "p"\ntitle = "P"\n[[part.question]]\nid = "q1"\ntext = "What worked well?"\n[[part.question]]\nid = "q2"\ntext = "What should change?"\n')
single("column-per-question-alone", "organisation,What worked well for you?,Which of these should change first?\nA,The workshops,Forms\nB,Being heard,\n")
single("survey-tool-three-header-rows", 'ResponseId,Organisation,Q1,Q2\nResponse ID,Your organisation,What worked well?,What should change?\n"{""ImportId"":""_id""}","{""ImportId"":""QID3""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\nR_1,A,The workshops,Forms\n')
folder("column-per-question-utf16", b"\xff\xfe" + "id\tQ1\tQ2\tdate\nR1\tGood āe\tBad\t31/02/2023\nR2\tFine\t\t1/2/2023\n".encode("utf-16-le"))

# Values
single("dates-forms", "note_id,engagement_id,date,text\n" + "".join(
    f'N{i},E{i},"{d}",x{i}\n' for i, d in enumerate(
        ["2023-09-26", "26/9/2023", "26 September 2023", "Sep 26, 2023", "45195", "2023-09-26T10:00:00+13:00", "26-Sep-23", "Tuesday 26th September 2023 9:30 am"])))
single("dates-ambiguous", "note_id,engagement_id,date,text\nN1,E1,3/4/2023,a\nN2,E2,5/6/2023,b\n")
single("dates-impossible", "note_id,engagement_id,date,text\nN1,E1,31/02/2023,a\nN2,E2,9/26/2023,b\nN3,E3,next week,c\n")
folder("dates-month-first-said", "note_id,engagement_id,date,text\nN1,E1,9/26/2023,a\nN2,E2,3/4/2023,b\n",
       review=TITLE + '[input]\ndate_order = "mdy"\n')
single("names-nfc-nfd-space-case", "note_id,organisation,text\nN1,Te Rūnanga,a\nN2,Te Ru\u0304nanga,b\nN3,TE\u00a0RŪNANGA,c\nN4,  te  rūnanga ,d\n")
single("names-alike", "note_id,organisation,text\nN1,Ministry of Justice,a\nN2,Min. of Justice,b\nN3,Mnistry of Justice,c\nN4,\"Justice, Ministry of\",d\nN5,Ministry of Health,e\n")
folder("themes-cells", 'note_id,themes,text\nN1," trust ; funding ;",a\nN2,TRUST;trust;Trust in process,b\nN3,"trust, funding",c\nN4,trust|time,d\nN5,"trust\nfunding",e\nN6,"trust, fundng",f\n',
       codebook=BOOK)
single("stance-words", "note_id,themes,stance,text\n" + "".join(
    f"N{i},t,{w},x{i}\n" for i, w in enumerate(["Agree", "in favour", "against", "partly", "Neither", "n/a", "perhaps"])))
single("cells-that-a-spreadsheet-would-run", "note_id,organisation,text\nN1,=A,=1+1\nN2,+B,-2\nN3,@C,@SUM(1)\n")
single("markup", 'note_id,text\nN1,"#strong[x] $a$ *b* \\u{1} `c`"\nN2,<script>alert(1)</script>&amp;\nN3,\x1b[31mred\x1b[0m\n')
CAMPAIGN = "We ask that the review keeps the workshops, and that notes of them are published in full."
single("campaign", f'note_id,organisation,text\nN1,A,"{CAMPAIGN}"\nN2,B,"{CAMPAIGN}"\nN3,C,"{CAMPAIGN}"\n')
single("note-twice", "note_id,organisation,text\nN1,A,a\nN1,A,a\n")

# Words for nothing and for nobody
single("words-for-nothing", "Agency,Date,Comment,Theme,View\nTreasury,2023-09-26,a,trust,\nN/A,-,b,trust; n/a,-\n-,TBC,c,N/A,n/a\nnil; Stats NZ,,d,-,\nNa,,e,None,\n")
folder("words-for-nothing-that-are-names", "note_id,organisation,themes,text\nN1,Nil,none,a\nN2,-,none;trust,b\n",
       organisations="organisation,aliases\nNil Ltd,Nil\n", codebook="code,label\nnone,Nothing to change\ntrust,Trust\n")
single("names-of-nobody", "note_id,organisation,text\nN1,Anonymous,a\nN2,anonymous,b\nN3,Various,c\nN4,Other Ministry,d\n")
single("names-that-look-the-same", "note_id,organisation,text\nN1,Te R\u016bnanga,a\nN2,Te Ru\u0304nanga,b\nN3,\ufeffTe R\u016bnanga,c\nN4,Te  R\u016bnanga,d\nN5,TE R\u016aNANGA,e\n")
single("organisation-in-first-row-only", "Agency,Comment,Theme\nTreasury,a,trust\n,b,staff\n,c,staff\nStats NZ,d,trust\n,e,cost\n")

# Rows that are no notes
single("totals", 'Agency,Comment,Theme\nTreasury,a,trust\nTreasury Total,,1\nStats NZ,The total is too high,trust\nGrand Total,,2\n')
single("totals-under-the-ids", "Ref,Agency,Comment,Theme\n1,Treasury,a,trust\nTotal,,30 comments,\n,Total,,36\n")
single("totals-of-theme-columns", "Agency,Comment,trust,staff\nTreasury,a,1,1\nStats NZ,b,1,\nTotal,,2,1\nSum:,,13,8\n")
folder("totals-of-theme-columns-listed", "Agency,Comment,trust,Funding,text\nTreasury,a,1,1,one\nTotal,,13,8,\nStats NZ,b,7,1,two\n", codebook=BOOK)
single("line-under-table-short", "Ref,Agency,Comment,Theme\n1,Treasury,a,trust\n\nSource: an export\nTreasury\n")
single("row-per-theme-blank-ids", "Ref,Agency,Comment,Theme\n1,Treasury,a,trust\n,Treasury,a,staff\n,Treasury,b,staff\n")
single("line-under-table", "Ref,Agency,Comment,Theme\n1,Treasury,a,trust\nSource: an export of 31/10/2023,,,\n")
single("header-again", "\ufeffAgency,Date,Comment,Theme\nTreasury,3/4/2023,a,trust\n\ufeffAgency,Date,Comment,Theme\nStats NZ,13/4/2023,b,trust\n")
single("header-again-with-other-names", "Agency,Comment,Theme\nTreasury,a,trust\nOrganisation,Comments,Themes\nStats NZ,b,trust\n")

# Rows that stand twice without ids
SAME = "Agency,Comment,Theme\nTreasury,a note of moderate length here,trust\nStats NZ,another note of moderate length,trust\n"
folder("same-rows-in-two-files", SAME)
write("same-rows-in-two-files", "notes/b.csv", SAME.replace("\n", "\r\n"))
single("rows-repeat-without-ids", "Agency,When,Comment,Theme\nTreasury,9:00,a,trust\nStats NZ,9:05,b,trust\nTreasury,9:00,a,trust\nTreasury,9:10,a,trust\n")
single("row-per-theme-without-ids", "Agency,Comment,Theme,View\nTreasury,The portal is slow,trust,support\nTreasury,The portal is slow,staff,oppose\nStats NZ,It costs too much,cost,\n")
single("row-per-theme-without-ids-once", "Agency,Comment,Theme\nTreasury,a,trust\nTreasury,a,staff\nStats NZ,b,cost\nMBIE,c,cost\nDOC,d,cost\n")
single("row-per-theme-sparse", "Ref,Agency,Comment,Theme\n1,Treasury,a,trust\n,,,staff\n2,Stats NZ,b,trust\n,MBIE,c,trust\n")
single("ids-that-are-one-number", "note_id,text\n2,a\n003,b\n2.0,c\n3,d\n4,e\n")
folder("folder-in-notes", PLAIN)
write("folder-in-notes", "notes/more/b.csv", PLAIN)

# Which number is the day
single("dates-month-first-shown", "Agency,Date,Comment\nTreasury,4/3/2023,a\nStats NZ,4/13/2023,b\nMBIE,4/14/2023,c\n")
single("dates-of-both-orders", "Agency,Date,Comment\nTreasury,4/3/2023,a\nStats NZ,4/13/2023,b\nMBIE,14/4/2023,c\n")
folder("dates-of-engagements-month-first", "note_id,engagement_id,text\nN1,E1,a\nN2,E2,b\n",
       engagements="engagement_id,engagement_type,date\nE1,workshop,4/3/2023\nE2,workshop,4/13/2023\n")
single("dates-a-spreadsheet-swapped", "Agency,Date,Comment\nTreasury,2023-03-04,a\nMBIE,2023-05-04,b\nStats NZ,13/04/2023,c\nDOC,14/04/2023,d\n")

# Quotes that are left open
ROWS_OF = "".join(f"N{i},Stats NZ,2023-09-2{i},said {i},trust,\n" for i in range(3, 7))
OPEN_HEAD = "note_id,organisation,date,text,themes,stance\n"
single("quote-open-swallows-rows", "Agency,Comment,Theme\nTreasury,\"one,trust\nStats NZ,two,staff\nMBIE,three,staff\nDOC,four,staff\nMPI,\"five\",trust\nMoH,six,trust\n")
single("quote-open-fields-shift", OPEN_HEAD + "N1,MPI,2023-09-21,first,trust,\nN2,MPI,2023-09-22,\"said 2,trust,\n" + ROWS_OF + "N7,DOC,2023-09-27,\"said, 7\",staff,\nN8,DOC,2023-09-28,last,staff,\n")
single("quote-open-in-inches", OPEN_HEAD + "N1,MPI,2023-09-21,first,trust,\nN2,MPI,2023-09-22,\"said 2,trust,\n" + ROWS_OF + "N7,DOC,2023-09-27,a pipe of 6\",staff,\nN8,DOC,2023-09-28,last,staff,\n")
single("quote-open-in-one-row", OPEN_HEAD + "N1,MPI,2023-09-21,\"said 1,\"trust\",\"\"\nN2,MPI,2023-09-22,\"said 2\",\"trust\",\"\"\n")
single("quoted-table-and-verse", "note_id,organisation,themes,text\nN1,A,trust,\"It reads:\n1,2,3,4\n5,6,7,8\n9,9,9,9\"\nN2,B,trust,\"They want:\nroads, rail, bus, and more\ntime, trust, care, and more\ncost, cost, cost, and less\nthanks\"\n")
folder("quote-open-in-codebook", HEAD + ROWS, codebook='code,label,definition\ntrust,Trust,"first\nfunding,Funding,second\ncost,Cost,third\ntime,Time,"fourth"\n')

# Rows that end early
single("rows-end-early", "Agency,Comment,Theme,View,Language\nTreasury,a,trust\nStats NZ,b,trust,support\nMBIE,c,,,en\nDOC,d,staff\n")
single("rows-end-too-early", "Agency,Theme,Comment,View,Language\nTreasury,trust,the first half\nof it,support,\nMBIE\nDOC,staff,cut,oppo")

# Themes as people write them
single("themes-comma-separated", "Agency,Comment,Theme\nTreasury,a,\"trust, staff\"\nStats NZ,b,trust\nMBIE,c,staff\nDOC,d,Trust\nMPI,e,trust/staff\nMoH,f,\"roads, bridges\"\n")
single("themes-comma-in-a-name", "Agency,Comment,Theme\nTreasury,a,\"roads, bridges and rail\"\nStats NZ,b,trust; and/or\n")
folder("themes-separator-said", "Agency,Comment,Theme\nTreasury,a,\"trust, staff\"\nStats NZ,b,trust/staff\nMBIE,c,\"staff; trust\"\n",
       review=TITLE + '[input]\ntheme_separator = "slash"\n')
single("themes-line-break", "Agency,Comment,Theme\nTreasury,a,trust\nStats NZ,b,staff\nMBIE,c,\"trust\nstaff\"\n")
single("themes-spellings", "Agency,Comment,Theme\nA,a,data access\nB,b,Data_Access\nC,c,data-access;DATA ACCESS\nD,d,1-1\nE,e,21\n")
single("themes-typos", "Agency,Comment,Theme\n" + "".join(f"A{i},c{i},{t}\n" for i, t in enumerate(
    ["trust", "trust", "trust", "turst", "resourcing", "resourcing", "resorcing", "skill", "skill", "skills", "skills", "staff"])))
single("themes-numbered-columns", "Agency,Comment,Theme 1,Theme 2,Theme (3)\nTreasury,a,trust,staff,\nStats NZ,b,staff,,\"cost; trust\"\n")
folder("themes-columns-said", "note_id,Comment,First theme,Second theme,Theme 3\nN1,a,trust,staff,x\nN2,b,,staff,\nN2,b,cost,,\n",
       review=TITLE + '[columns]\ntext = "Comment"\nthemes = ["First theme", "Second theme"]\n')
folder("themes-columns-not-there", "note_id,text,Theme\nN1,a,trust\n",
       review=TITLE + '[columns]\ntext = ["text", "Comment"]\nthemes = ["Theme", "Second theme", ""]\n')
single("column-per-theme-odd-cell", "Agency,Comment,trust,staff,cost\nTreasury,a,x,x,\nStats NZ,b,x,,x\nMBIE,c,?,x,\n")
single("column-per-theme-ticks", "Agency,Comment,trust,staff,cost\nA,a,✔,☑,☐\nB,b,✓,✗,ü\nC,c,✔\ufe0f,–,û\nD,d,√,☒,*\nE,e,P,,x\n")
single("column-per-theme-strengths", "Agency,Comment,trust,staff,cost\nA,a,1,0,0\nB,b,2,1,0\nC,c,3,0,1\nTotal,,6,1,1\n")
single("column-per-theme-totals", "Agency,Comment,trust,staff,cost\nA,a,1,1,\nB,b,1,1,1\nC,c,,1,1\nTotal,,2,3,2\n")
single("column-per-theme-and-blank-themes", "Agency,Comment,Theme,trust,staff\nA,a,,x,\nB,b,,x,x\n")
single("column-per-theme-under-a-group", ",,Themes,,\nAgency,Comment,trust,staff,cost\nTreasury,a,x,x,\nStats NZ,b,,x,x\n")
folder("column-per-theme-said", "Agency,Comment,trust,rating\nA,a,x,\nB,b,,7\n", review=TITLE + '[input]\nshape = "themes"\n')
folder("column-per-theme-not-in-codebook", "Agency,Comment,trust,funding,privacy\nA,a,x,,x\nB,b,,x,\n", codebook=BOOK)
folder("column-per-theme-beside-themes", "Agency,Comment,Theme,trust,Feedback,Ministry\nA,a,trust,x,f,M\n", codebook=BOOK,
       review=TITLE + '[columns]\ntext = "Comment"\norganisation = "Agency"\n')

# Files of other kinds, and tables from documents
single("line-under-header", "| note_id | organisation | text |\n|:---|:---:|---|\n| N1 | A | hello |\n")
single("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")
single("json", '[{"note_id": "N1", "text": "a"},\n {"note_id": "N2", "text": "b"}]\n')
single("picture", b"\x89PNG\r\n\x1a\n" + bytes(range(64)))
single("transcript", "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ana>Kia ora\n")
single("workbook-of-no-bytes", b"", file="notes.xlsx")
single("word-document-named-xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le"), file="notes.xls")

# Surveys
single("survey-google-forms", "Timestamp,Which organisation are you from?,What is working well?,What could be better?\n2023/10/20 4:05:06 PM GMT+13,Treasury,good,more time\n2023/10/21 4:05:06 PM GMT+13,Stats NZ,fine,\n")
single("survey-microsoft-forms", "ID,Start time,Completion time,Email,Name,What agency do you represent?,What works?,What should change?,How likely are you to come again?\n"
       "1,2023-10-20 10:00,2023-10-20 10:09,anonymous,,Treasury,the workshops,fewer forms,9\n2,2023-10-21 10:00,2023-10-21 10:09,anonymous,,Stats NZ,,more time,7\n")
single("survey-monkey-second-row", "Respondent ID,Start Date,Organisation,What works well?,What should change?,How satisfied are you?\n,,,Open-Ended Response,Open-Ended Response,Response\n"
       "1000,31/10/2023 04:05:06 PM,Treasury,good,more time,Very satisfied\n1001,31/10/2023 05:05:06 PM,Stats NZ,fine,,Satisfied\n")
single("survey-month-first", "Respondent ID,Start Date,Organisation,What works well?,What should change?\n1000,10/31/2023 04:05:06 PM,Treasury,good,more time\n")
single("survey-themes-beside-answers", "ID,Organisation,Q1. What works well?,Q1 theme,Q2. What should change?,Q2 theme\n1,A,good,trust,,cost\n2,B,fine,trust;cost,less,cost\n")
single("survey-themes-in-second-row", "ID,Organisation,What works well?,,What should change?,\n,,Answer,Theme,Answer,Theme\n1,A,good,trust,,\n2,B,fine,trust;cost,less,cost\n")
folder("survey-questions-listed", "Response ID,Agency,Suggestions,Rating,What should change?\nR1,A,Fewer forms,3,More time\nR2,B,,4,\n",
       review=TITLE + '[columns]\nnote_id = "Response ID"\n[input]\nquestions = ["Suggestions", "What should change?"]\n')
folder("survey-questions-listed-that-are-not-there", "Response ID,Agency,Suggestions\nR1,A,Fewer forms\n",
       review=TITLE + '[columns]\norganisation = "Ministry name"\n[input]\nquestions = ["Suggestions", "What should change?"]\n')
folder("survey-read-as-notes", "Response ID,Agency,What worked well?,What should change?\nR1,A,The workshops,More time\n",
       review=TITLE + '[columns]\ntext = "What should change?"\n[input]\nshape = "long"\n')

# Tables as people leave them
single("group-over-themes", ",,Themes,,\nAgency,Comment,trust,staff,cost\nTreasury,a,x,x,\nStats NZ,b,,x,x\n")
folder("group-over-themes-header-rows-said", ",,Themes,,\nAgency,Comment,trust,staff,cost\nTreasury,a,x,x,\nStats NZ,b,,x,x\n",
       review=TITLE + "[input]\nheader_rows = 2\n")
single("on-its-side", "Ref,1,2,3\nAgency,Treasury,Stats NZ,MBIE\nComment,The portal is slow,Staff need training,It costs too much\nTheme,trust,staff,cost\n")
single("headers-none", "1,Treasury,The portal is slow for people,trust\n2,Stats NZ,Staff need more training,staff\n")
single("headers-duplicate-synonyms", "Agency,Comment,Comment,Theme\nTreasury,a,b,trust\n")
single("headers-blank-many", "Agency,Comment,,Theme,,,\nTreasury,a,,trust,,,\n")
single("headers-german", "Nr.;Behörde;Datum;Aussage;Thema\n1;Stats NZ;03.04.2023;hello;trust\n")
single("headers-te-reo", "Whakahaere,Rā,Kōrero,Kaupapa\nStats NZ,13/04/2023,kia ora,trust\n")

# Names that may be one, which organisations.csv lists
ALIKE = "note_id,organisation,text\nN1,Ministry of Justice,a\nN2,Min. of Justice,b\nN3,Te Puni Kōkiri,c\nN4,Te Puni Kokiri,d\n"
folder("names-alike-listed", ALIKE, organisations="organisation\nMinistry of Justice\nMin. of Justice\nTe Puni Kōkiri\nTe Puni Kokiri\n")
folder("names-alike-that-differ", ALIKE,
       organisations="organisation,aliases,differs_from\nMinistry of Justice,,\nMin. of Justice,,Treasury;ministry of justice\nTe Puni Kōkiri,Te Puni Kokiri,\n")
