-- Counts every table of a report from the tidy tables, by the same rules (numbers in brackets are
-- those of the rules of counting on the report's method page). Standard SQL: DuckDB and Spark SQL
-- run it unchanged. Each statement ends in a semicolon and makes a view. Run load-duckdb.sql or
-- load-spark.sql first, or make a view of each file under its name: notes, note_organisations,
-- tags, engagements, engagement_organisations, themes, theme_ancestors.
--
-- Shares and coefficients have four decimals, rounded half up in whole numbers:
-- n = (20000 * count + base) div (2 * base), taken as (a - a % b) / b, so that no engine rounds.
-- Agreement of coders is not here: `throughline agreement` gives it with its intervals.

-- Organisations in scope: present at an engagement or with a note (6).
CREATE OR REPLACE TEMPORARY VIEW scope AS
SELECT organisation FROM note_organisations
UNION
SELECT organisation FROM engagement_organisations;

-- Each note with its own themes and, beside them, with these and all above them, once each (2).
CREATE OR REPLACE TEMPORARY VIEW reached AS
SELECT 'own' AS reach, note_id, theme FROM tags
UNION ALL
SELECT DISTINCT 'rolled' AS reach, tags.note_id, theme_ancestors.ancestor AS theme
FROM tags
JOIN theme_ancestors ON theme_ancestors.theme = tags.theme;

-- Notes, engagements and notes without an organisation (3).
CREATE OR REPLACE TEMPORARY VIEW counted_notes AS
SELECT
  reached.reach,
  reached.theme,
  COUNT(*) AS notes,
  COUNT(DISTINCT notes.engagement_id) AS engagements,
  SUM(CASE WHEN attributed.note_id IS NULL THEN 1 ELSE 0 END) AS unattributed_notes
FROM reached
JOIN notes ON notes.note_id = reached.note_id
LEFT JOIN (SELECT DISTINCT note_id FROM note_organisations) attributed
  ON attributed.note_id = reached.note_id
GROUP BY reached.reach, reached.theme;

-- Organisations with at least one note (1, 4).
CREATE OR REPLACE TEMPORARY VIEW counted_organisations AS
SELECT
  reached.reach,
  reached.theme,
  COUNT(DISTINCT note_organisations.organisation) AS organisations
FROM reached
JOIN note_organisations ON note_organisations.note_id = reached.note_id
GROUP BY reached.reach, reached.theme;

CREATE OR REPLACE TEMPORARY VIEW prevalence AS
SELECT
  counts.theme,
  counts.label,
  counts.parent,
  counts.notes,
  counts.notes_rolled,
  counts.organisations,
  counts.organisations_rolled,
  counts.denominator,
  counts.denominator AS denominator_rolled,
  CASE WHEN counts.denominator > 0 THEN
    ((20000 * counts.organisations + counts.denominator)
      - (20000 * counts.organisations + counts.denominator) % (2 * counts.denominator))
    / CAST(2 * counts.denominator AS DOUBLE) / 10000
  END AS share,
  CASE WHEN counts.denominator > 0 THEN
    ((20000 * counts.organisations_rolled + counts.denominator)
      - (20000 * counts.organisations_rolled + counts.denominator) % (2 * counts.denominator))
    / CAST(2 * counts.denominator AS DOUBLE) / 10000
  END AS share_rolled,
  counts.engagements,
  counts.engagements_rolled,
  counts.unattributed_notes,
  counts.unattributed_notes_rolled
FROM (
  SELECT
    themes.theme,
    themes.label,
    themes.parent,
    COALESCE(own.notes, 0) AS notes,
    COALESCE(rolled.notes, 0) AS notes_rolled,
    COALESCE(own_organisations.organisations, 0) AS organisations,
    COALESCE(rolled_organisations.organisations, 0) AS organisations_rolled,
    base.denominator,
    COALESCE(own.engagements, 0) AS engagements,
    COALESCE(rolled.engagements, 0) AS engagements_rolled,
    CAST(COALESCE(own.unattributed_notes, 0) AS BIGINT) AS unattributed_notes,
    CAST(COALESCE(rolled.unattributed_notes, 0) AS BIGINT) AS unattributed_notes_rolled
  FROM themes
  CROSS JOIN (SELECT COUNT(*) AS denominator FROM scope) base
  LEFT JOIN counted_notes own ON own.theme = themes.theme AND own.reach = 'own'
  LEFT JOIN counted_notes rolled ON rolled.theme = themes.theme AND rolled.reach = 'rolled'
  LEFT JOIN counted_organisations own_organisations
    ON own_organisations.theme = themes.theme AND own_organisations.reach = 'own'
  LEFT JOIN counted_organisations rolled_organisations
    ON rolled_organisations.theme = themes.theme AND rolled_organisations.reach = 'rolled'
) counts
ORDER BY counts.theme;

-- A note of several organisations counts for each of them (4).
CREATE OR REPLACE TEMPORARY VIEW matrix AS
SELECT tags.theme, note_organisations.organisation, COUNT(*) AS notes
FROM tags
JOIN note_organisations ON note_organisations.note_id = tags.note_id
GROUP BY tags.theme, note_organisations.organisation
ORDER BY tags.theme, note_organisations.organisation;

-- Notes that carry both themes, of those that carry either (10).
CREATE OR REPLACE TEMPORARY VIEW cooccurrence AS
SELECT
  pairs.theme_a,
  pairs.theme_b,
  pairs.notes,
  ((20000 * pairs.notes + pairs.either) - (20000 * pairs.notes + pairs.either) % (2 * pairs.either))
    / CAST(2 * pairs.either AS DOUBLE) / 10000 AS coefficient
FROM (
  SELECT
    both_of.theme_a,
    both_of.theme_b,
    both_of.notes,
    a.notes + b.notes - both_of.notes AS either
  FROM (
    SELECT one.theme AS theme_a, other.theme AS theme_b, COUNT(*) AS notes
    FROM tags one
    JOIN tags other ON other.note_id = one.note_id AND one.theme < other.theme
    GROUP BY one.theme, other.theme
  ) both_of
  JOIN counted_notes a ON a.theme = both_of.theme_a AND a.reach = 'own'
  JOIN counted_notes b ON b.theme = both_of.theme_b AND b.reach = 'own'
) pairs
ORDER BY pairs.theme_a, pairs.theme_b;

-- An organisation's stance on a theme is one (9).
CREATE OR REPLACE TEMPORARY VIEW organisation_stances AS
SELECT
  met.theme,
  met.organisation,
  CASE
    WHEN met.mixed = 1 OR (met.positive = 1 AND met.negative = 1) THEN 'mixed'
    WHEN met.positive = 1 THEN 'positive'
    WHEN met.negative = 1 THEN 'negative'
    WHEN met.neutral = 1 THEN 'neutral'
    ELSE 'not stated'
  END AS stance
FROM (
  SELECT
    tags.theme,
    note_organisations.organisation,
    MAX(CASE WHEN tags.stance = 'positive' THEN 1 ELSE 0 END) AS positive,
    MAX(CASE WHEN tags.stance = 'negative' THEN 1 ELSE 0 END) AS negative,
    MAX(CASE WHEN tags.stance = 'mixed' THEN 1 ELSE 0 END) AS mixed,
    MAX(CASE WHEN tags.stance = 'neutral' THEN 1 ELSE 0 END) AS neutral
  FROM tags
  JOIN note_organisations ON note_organisations.note_id = tags.note_id
  GROUP BY tags.theme, note_organisations.organisation
) met;

CREATE OR REPLACE TEMPORARY VIEW stance AS
SELECT
  counted.theme,
  counted.stance,
  CAST(SUM(counted.notes) AS BIGINT) AS notes,
  CAST(SUM(counted.organisations) AS BIGINT) AS organisations
FROM (
  SELECT tags.theme, tags.stance, 1 AS notes, 0 AS organisations FROM tags
  UNION ALL
  SELECT
    organisation_stances.theme,
    organisation_stances.stance,
    0 AS notes,
    1 AS organisations
  FROM organisation_stances
) counted
GROUP BY counted.theme, counted.stance
ORDER BY counted.theme, counted.stance;

-- The denominator of a format is the organisations present at it or with a note from it (6).
CREATE OR REPLACE TEMPORARY VIEW format AS
SELECT
  by_note.theme,
  by_note.engagement_type,
  by_note.notes,
  COALESCE(by_organisation.organisations, 0) AS organisations,
  COALESCE(base.denominator, 0) AS denominator
FROM (
  SELECT tags.theme, engagements.engagement_type, COUNT(*) AS notes
  FROM tags
  JOIN notes ON notes.note_id = tags.note_id
  JOIN engagements ON engagements.engagement_id = notes.engagement_id
  GROUP BY tags.theme, engagements.engagement_type
) by_note
LEFT JOIN (
  SELECT
    tags.theme,
    engagements.engagement_type,
    COUNT(DISTINCT note_organisations.organisation) AS organisations
  FROM tags
  JOIN notes ON notes.note_id = tags.note_id
  JOIN engagements ON engagements.engagement_id = notes.engagement_id
  JOIN note_organisations ON note_organisations.note_id = tags.note_id
  GROUP BY tags.theme, engagements.engagement_type
) by_organisation
  ON by_organisation.theme = by_note.theme
  AND by_organisation.engagement_type = by_note.engagement_type
LEFT JOIN (
  SELECT met.engagement_type, COUNT(DISTINCT met.organisation) AS denominator
  FROM (
    SELECT engagements.engagement_type, engagement_organisations.organisation
    FROM engagement_organisations
    JOIN engagements ON engagements.engagement_id = engagement_organisations.engagement_id
    UNION ALL
    SELECT engagements.engagement_type, note_organisations.organisation
    FROM note_organisations
    JOIN notes ON notes.note_id = note_organisations.note_id
    JOIN engagements ON engagements.engagement_id = notes.engagement_id
  ) met
  GROUP BY met.engagement_type
) base
  ON base.engagement_type = by_note.engagement_type
ORDER BY by_note.theme, by_note.engagement_type;

-- Engagements by first day and then by place in the file, those without a day last, with the themes
-- that each adds to those met before.
CREATE OR REPLACE TEMPORARY VIEW saturation AS
SELECT
  steps.engagement_id,
  steps.date_from AS date,
  steps.new_themes,
  CAST(SUM(steps.new_themes) OVER (
    ORDER BY steps.place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS BIGINT) AS cumulative_themes
FROM (
  SELECT
    placed.engagement_id,
    placed.date_from,
    placed.place,
    COUNT(first_met.theme) AS new_themes
  FROM (
    SELECT
      engagement_id,
      date_from,
      ROW_NUMBER() OVER (
        ORDER BY CASE WHEN date_from IS NULL THEN 1 ELSE 0 END, date_from, file_order
      ) AS place
    FROM engagements
  ) placed
  LEFT JOIN (
    SELECT tags.theme, MIN(places.place) AS place
    FROM tags
    JOIN notes ON notes.note_id = tags.note_id
    JOIN (
      SELECT
        engagement_id,
        ROW_NUMBER() OVER (
          ORDER BY CASE WHEN date_from IS NULL THEN 1 ELSE 0 END, date_from, file_order
        ) AS place
      FROM engagements
    ) places ON places.engagement_id = notes.engagement_id
    GROUP BY tags.theme
  ) first_met ON first_met.place = placed.place
  GROUP BY placed.engagement_id, placed.date_from, placed.place
) steps
ORDER BY steps.place;
