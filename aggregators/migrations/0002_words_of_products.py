"""The text search configurations, and the triggers that keep `aggregators_productindex` (see aggregators/models/index.py)."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

CONFIGURATIONS = """
CREATE TEXT SEARCH CONFIGURATION aggregators_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION aggregators_words
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, simple;
CREATE TEXT SEARCH CONFIGURATION aggregators_indonesian (COPY = indonesian);
ALTER TEXT SEARCH CONFIGURATION aggregators_indonesian
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, indonesian_stem;
CREATE TEXT SEARCH CONFIGURATION aggregators_english (COPY = english);
ALTER TEXT SEARCH CONFIGURATION aggregators_english
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, english_stem;
"""
CONFIGURATIONS_GONE = """
DROP TEXT SEARCH CONFIGURATION aggregators_english;
DROP TEXT SEARCH CONFIGURATION aggregators_indonesian;
DROP TEXT SEARCH CONFIGURATION aggregators_words;
"""

FUNCTIONS = """
CREATE FUNCTION aggregators_vector(words text, weight "char") RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT setweight(to_tsvector('aggregators_words', words), weight)
        || setweight(to_tsvector('aggregators_indonesian', words), weight)
        || setweight(to_tsvector('aggregators_english', words), weight)
$$;

-- The same three ways for what somebody asks; where they come to the same it stands once, so that the planner's guess of
-- how many rows will match is not three times too high.
CREATE FUNCTION aggregators_query(asked text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    plain tsquery := websearch_to_tsquery('aggregators_words', asked);
    indonesian tsquery := websearch_to_tsquery('aggregators_indonesian', asked);
    english tsquery := websearch_to_tsquery('aggregators_english', asked);
BEGIN
    IF indonesian <> plain THEN plain := plain || indonesian; END IF;
    IF english <> websearch_to_tsquery('aggregators_words', asked) AND english <> indonesian THEN plain := plain || english; END IF;
    RETURN plain;
END $$;

CREATE FUNCTION aggregators_index_product(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- One at a time for a product: the next reads what the one before has committed, or the older text could win.
    PERFORM pg_advisory_xact_lock(hashtextextended('aggregators_productindex ' || wanted, 0));
    DELETE FROM aggregators_productindex WHERE product_id = wanted
        AND NOT EXISTS (SELECT 1 FROM smes_product WHERE id = wanted AND published_revision_id IS NOT NULL);
    INSERT INTO aggregators_productindex (product_id, vector, head, words)
    SELECT product.id,
        aggregators_vector(revision.name, 'A')
            || aggregators_vector(revision.materials || ' ' || revision.description, 'B')
            || aggregators_vector(company.brand || ' ' || company.legal_name, 'C')
            || aggregators_vector(concat_ws(' ', code.name_id, code.name_en, array_to_string(code.keywords, ' '),
                heading.name_id, heading.name_en), 'D'),
        aggregators_vector(revision.name, 'A') || aggregators_vector(company.brand, 'B')
            || aggregators_vector(revision.materials, 'C'),
        unaccent(lower(concat_ws(' ', revision.name, company.brand, revision.materials)))
    FROM smes_product product
    JOIN smes_productrevision revision ON revision.id = product.published_revision_id
    JOIN smes_company company ON company.id = product.company_id
    LEFT JOIN market_hscode code ON code.id = revision.hs_id
    LEFT JOIN market_hscode heading ON heading.id = code.parent_id AND heading.level = 4
    WHERE product.id = wanted
    ON CONFLICT (product_id) DO UPDATE SET vector = EXCLUDED.vector, head = EXCLUDED.head, words = EXCLUDED.words;
END $$;

CREATE FUNCTION aggregators_product_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR (OLD.published_revision_id, OLD.company_id)
        IS DISTINCT FROM (NEW.published_revision_id, NEW.company_id) THEN
        PERFORM aggregators_index_product(NEW.id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION aggregators_company_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.brand, OLD.legal_name) IS DISTINCT FROM (NEW.brand, NEW.legal_name) THEN
        PERFORM aggregators_index_product(id) FROM
            (SELECT id FROM smes_product WHERE company_id = NEW.id AND published_revision_id IS NOT NULL ORDER BY id) own;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION aggregators_code_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.name_id, OLD.name_en, OLD.keywords, OLD.parent_id)
        IS DISTINCT FROM (NEW.name_id, NEW.name_en, NEW.keywords, NEW.parent_id) THEN
        PERFORM aggregators_index_product(id) FROM (
            SELECT product.id FROM smes_product product
            JOIN smes_productrevision revision ON revision.id = product.published_revision_id
            JOIN market_hscode code ON code.id = revision.hs_id
            WHERE code.id = NEW.id OR code.parent_id = NEW.id ORDER BY product.id) affected;
    END IF;
    RETURN NULL;
END $$;
"""
FUNCTIONS_GONE = """
DROP FUNCTION aggregators_code_changed();
DROP FUNCTION aggregators_company_changed();
DROP FUNCTION aggregators_product_changed();
DROP FUNCTION aggregators_index_product(bigint);
DROP FUNCTION aggregators_query(text);
DROP FUNCTION aggregators_vector(text, "char");
"""

TRIGGERS = """
-- Kept in the row: out of it, a scan looks cheap to the planner and then unpacks every text.
ALTER TABLE aggregators_productindex ALTER COLUMN vector SET STORAGE MAIN, ALTER COLUMN head SET STORAGE MAIN,
    ALTER COLUMN words SET STORAGE MAIN;
CREATE TRIGGER aggregators_product_changed AFTER INSERT OR UPDATE ON smes_product
    FOR EACH ROW EXECUTE FUNCTION aggregators_product_changed();
CREATE TRIGGER aggregators_company_changed AFTER UPDATE ON smes_company
    FOR EACH ROW EXECUTE FUNCTION aggregators_company_changed();
CREATE TRIGGER aggregators_code_changed AFTER UPDATE ON market_hscode
    FOR EACH ROW EXECUTE FUNCTION aggregators_code_changed();
SELECT aggregators_index_product(id) FROM smes_product WHERE published_revision_id IS NOT NULL;
"""
TRIGGERS_GONE = """
DROP TRIGGER aggregators_code_changed ON market_hscode;
DROP TRIGGER aggregators_company_changed ON smes_company;
DROP TRIGGER aggregators_product_changed ON smes_product;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("aggregators", "0001_initial"),
        ("market", "0001_initial"),
        ("smes", "0001_initial"),
    ]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(CONFIGURATIONS, CONFIGURATIONS_GONE),
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_GONE),
        migrations.RunSQL(TRIGGERS, TRIGGERS_GONE),
    ]
