-- Made from integration_db/database/tables.py by 'make fix'; do not edit.
CREATE TABLE advisory (
	id INTEGER NOT NULL,
	recorder_id INTEGER NOT NULL,
	code VARCHAR NOT NULL,
	versions VARCHAR,
	text VARCHAR NOT NULL,
	source VARCHAR NOT NULL,
	file_id INTEGER NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE cell (
	id INTEGER NOT NULL,
	model_id INTEGER NOT NULL,
	context_id INTEGER NOT NULL,
	region_id INTEGER NOT NULL,
	shown BOOLEAN NOT NULL,
	standing INTEGER NOT NULL,
	kind_id INTEGER NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE context (
	id INTEGER NOT NULL,
	recorder_id INTEGER,
	plugin_id INTEGER,
	lineage VARCHAR,
	lo TEXT,
	hi TEXT,
	options VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE coverage (
	manufacturer_id INTEGER NOT NULL,
	models INTEGER NOT NULL,
	confirmed INTEGER NOT NULL,
	https_support_unknown INTEGER NOT NULL,
	https_support_no INTEGER NOT NULL,
	https_support_yes INTEGER NOT NULL,
	https_support_inferred INTEGER NOT NULL,
	video_encryption_unknown INTEGER NOT NULL,
	video_encryption_no INTEGER NOT NULL,
	video_encryption_yes INTEGER NOT NULL,
	video_encryption_inferred INTEGER NOT NULL,
	needs_custom_cert_unknown INTEGER NOT NULL,
	needs_custom_cert_no INTEGER NOT NULL,
	needs_custom_cert_yes INTEGER NOT NULL,
	needs_custom_cert_inferred INTEGER NOT NULL,
	regen_cert_on_ip_change_unknown INTEGER NOT NULL,
	regen_cert_on_ip_change_no INTEGER NOT NULL,
	regen_cert_on_ip_change_yes INTEGER NOT NULL,
	regen_cert_on_ip_change_inferred INTEGER NOT NULL,
	PRIMARY KEY (manufacturer_id)
);
CREATE TABLE kind (
	id INTEGER NOT NULL,
	packed INTEGER NOT NULL,
	https_support_grade INTEGER NOT NULL,
	video_encryption_grade INTEGER NOT NULL,
	needs_custom_cert_grade INTEGER NOT NULL,
	regen_cert_on_ip_change_grade INTEGER NOT NULL,
	details VARCHAR NOT NULL,
	ways VARCHAR NOT NULL,
	observed BOOLEAN NOT NULL,
	specific VARCHAR NOT NULL,
	video VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE manufacturer (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	sort_key TEXT NOT NULL,
	slug VARCHAR NOT NULL,
	scheme VARCHAR NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (name),
	UNIQUE (sort_key),
	UNIQUE (slug)
);
CREATE TABLE manufacturer_name (
	id INTEGER NOT NULL,
	manufacturer_id INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	text VARCHAR NOT NULL,
	file_id INTEGER NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE meta (
	"key" VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	PRIMARY KEY ("key")
);
CREATE TABLE model (
	id INTEGER NOT NULL,
	manufacturer_id INTEGER NOT NULL,
	series_id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	sort_key TEXT NOT NULL,
	hardware_versions VARCHAR,
	rebrand_of VARCHAR,
	sources VARCHAR,
	note VARCHAR,
	file_id INTEGER NOT NULL,
	alike INTEGER NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE name (
	id INTEGER NOT NULL,
	manufacturer_id INTEGER NOT NULL,
	model_id INTEGER,
	kind VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	members VARCHAR,
	exact_key TEXT NOT NULL,
	loose_key TEXT NOT NULL,
	base_key TEXT NOT NULL,
	file_id INTEGER NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE name_pattern (
	id INTEGER NOT NULL,
	manufacturer_id INTEGER NOT NULL,
	series_id INTEGER,
	kind VARCHAR NOT NULL,
	pattern VARCHAR NOT NULL,
	tells_maker BOOLEAN NOT NULL,
	file_id INTEGER NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE plugin (
	id INTEGER NOT NULL,
	recorder_id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	names VARCHAR NOT NULL,
	record VARCHAR NOT NULL,
	source VARCHAR,
	note VARCHAR,
	PRIMARY KEY (id)
);
CREATE TABLE recorder (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	scheme VARCHAR NOT NULL,
	is_default BOOLEAN NOT NULL,
	settings VARCHAR NOT NULL,
	shows VARCHAR NOT NULL,
	names VARCHAR NOT NULL,
	source VARCHAR,
	note VARCHAR,
	PRIMARY KEY (id)
);
CREATE TABLE region (
	id INTEGER NOT NULL,
	lineage VARCHAR,
	lo TEXT,
	hi TEXT,
	since VARCHAR,
	until VARCHAR,
	built_from VARCHAR,
	built_before VARCHAR,
	PRIMARY KEY (id)
);
CREATE TABLE release (
	id INTEGER NOT NULL,
	manufacturer_id INTEGER,
	series_id INTEGER,
	model_id INTEGER,
	version VARCHAR NOT NULL,
	released VARCHAR,
	track VARCHAR,
	hardware_version VARCHAR,
	lineage VARCHAR,
	lo TEXT NOT NULL,
	source VARCHAR NOT NULL,
	file_id INTEGER NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE run_evidence (
	id INTEGER NOT NULL,
	series_id INTEGER,
	model_id INTEGER,
	side VARCHAR NOT NULL,
	version VARCHAR NOT NULL,
	lineage VARCHAR NOT NULL,
	"key" TEXT NOT NULL,
	build_date VARCHAR,
	grade VARCHAR,
	source VARCHAR NOT NULL,
	file_id INTEGER NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE seed_file (
	id INTEGER NOT NULL,
	root INTEGER NOT NULL,
	path VARCHAR NOT NULL,
	digest VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE series (
	id INTEGER NOT NULL,
	manufacturer_id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	sort_key TEXT NOT NULL,
	"key" TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE source (
	id VARCHAR NOT NULL,
	title VARCHAR NOT NULL,
	url VARCHAR,
	document VARCHAR,
	kind VARCHAR NOT NULL,
	published VARCHAR,
	accessed VARCHAR,
	note VARCHAR,
	file_id INTEGER NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE statement (
	id INTEGER NOT NULL,
	layer VARCHAR NOT NULL,
	scope VARCHAR NOT NULL,
	manufacturer_id INTEGER,
	series_id INTEGER,
	model_id INTEGER,
	recorder_id INTEGER,
	plugin_id INTEGER,
	https_support INTEGER,
	video_encryption INTEGER,
	needs_custom_cert INTEGER,
	regen_cert_on_ip_change INTEGER,
	firmware VARCHAR,
	recorder_version VARCHAR,
	hardware_version VARCHAR,
	details VARCHAR,
	choices VARCHAR,
	grade VARCHAR NOT NULL,
	source VARCHAR NOT NULL,
	anchor VARCHAR,
	verified_on VARCHAR,
	note VARCHAR,
	file_id INTEGER NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE word (
	id INTEGER NOT NULL,
	manufacturer_id INTEGER NOT NULL,
	word TEXT NOT NULL,
	file_id INTEGER NOT NULL,
	PRIMARY KEY (id)
);

-- Indexes, made when the rows are there.
CREATE INDEX ix_advisory_file_id ON advisory (file_id);
CREATE INDEX ix_advisory_recorder_id ON advisory (recorder_id);
CREATE INDEX ix_cell_answer ON cell (context_id, kind_id, model_id, standing);
CREATE INDEX ix_cell_model ON cell (model_id, context_id);
CREATE INDEX ix_context_plugin_id ON context (plugin_id);
CREATE INDEX ix_manufacturer_name_file_id ON manufacturer_name (file_id);
CREATE INDEX ix_manufacturer_name_key ON manufacturer_name ("key");
CREATE INDEX ix_manufacturer_name_manufacturer_id ON manufacturer_name (manufacturer_id);
CREATE INDEX ix_model_file_id ON model (file_id);
CREATE INDEX ix_model_order ON model (manufacturer_id, sort_key);
CREATE INDEX ix_model_series ON model (series_id, sort_key);
CREATE INDEX ix_model_sort_key ON model (sort_key);
CREATE INDEX ix_name_base_key ON name (base_key);
CREATE INDEX ix_name_exact_key ON name (exact_key);
CREATE INDEX ix_name_file_id ON name (file_id);
CREATE INDEX ix_name_loose_key ON name (loose_key);
CREATE INDEX ix_name_model_id ON name (model_id);
CREATE INDEX ix_name_searched ON name (LENGTH(loose_key), loose_key) WHERE kind IN ('name', 'alias', 'identifier');
CREATE INDEX ix_name_pattern_file_id ON name_pattern (file_id);
CREATE INDEX ix_name_pattern_manufacturer_id ON name_pattern (manufacturer_id);
CREATE INDEX ix_plugin_recorder_id ON plugin (recorder_id);
CREATE INDEX ix_release_file_id ON release (file_id);
CREATE INDEX ix_release_manufacturer ON release (manufacturer_id) WHERE manufacturer_id IS NOT NULL;
CREATE INDEX ix_release_model ON release (model_id) WHERE model_id IS NOT NULL;
CREATE INDEX ix_release_series ON release (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX ix_run_evidence_file_id ON run_evidence (file_id);
CREATE INDEX ix_run_evidence_model ON run_evidence (model_id) WHERE model_id IS NOT NULL;
CREATE INDEX ix_run_evidence_series ON run_evidence (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX ix_series_manufacturer ON series (manufacturer_id, sort_key);
CREATE INDEX ix_series_sort_key ON series (sort_key);
CREATE INDEX ix_source_file_id ON source (file_id);
CREATE INDEX ix_statement_file_id ON statement (file_id);
CREATE INDEX ix_statement_manufacturer ON statement (manufacturer_id) WHERE manufacturer_id IS NOT NULL;
CREATE INDEX ix_statement_model ON statement (model_id) WHERE model_id IS NOT NULL;
CREATE INDEX ix_statement_plugin ON statement (plugin_id) WHERE plugin_id IS NOT NULL;
CREATE INDEX ix_statement_recorder ON statement (recorder_id) WHERE recorder_id IS NOT NULL;
CREATE INDEX ix_statement_series ON statement (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX ix_word_file_id ON word (file_id);
CREATE INDEX ix_word_word ON word (word, manufacturer_id);
CREATE VIEW answer AS SELECT
	c.id AS cell_id,
	f.name AS manufacturer,
	m.name AS model,
	s.name AS series,
	r.name AS recorder,
	p.name AS plugin,
	x.options AS options,
	x.lo AS recorder_version_from_key,
	x.hi AS recorder_version_before_key,
	g.lineage AS line,
	g.since AS since,
	g.until AS until,
	g.built_from AS built_from,
	g.built_before AS built_before,
	c.shown AS shown,
	CASE k.packed / 1 % 3 WHEN 0 THEN 'unknown' WHEN 1 THEN 'no' WHEN 2 THEN 'yes' END AS https_support,
	CASE k.https_support_grade WHEN 1 THEN 'inferred' WHEN 2 THEN 'field_report' WHEN 3 THEN 'vendor_document' WHEN 4 THEN 'recorder_document' WHEN 5 THEN 'device_reading' WHEN 6 THEN 'lab_test' END AS https_support_grade,
	CASE k.packed / 3 % 3 WHEN 0 THEN 'unknown' WHEN 1 THEN 'no' WHEN 2 THEN 'yes' END AS video_encryption,
	CASE k.video_encryption_grade WHEN 1 THEN 'inferred' WHEN 2 THEN 'field_report' WHEN 3 THEN 'vendor_document' WHEN 4 THEN 'recorder_document' WHEN 5 THEN 'device_reading' WHEN 6 THEN 'lab_test' END AS video_encryption_grade,
	CASE k.packed / 9 % 3 WHEN 0 THEN 'unknown' WHEN 1 THEN 'no' WHEN 2 THEN 'yes' END AS needs_custom_cert,
	CASE k.needs_custom_cert_grade WHEN 1 THEN 'inferred' WHEN 2 THEN 'field_report' WHEN 3 THEN 'vendor_document' WHEN 4 THEN 'recorder_document' WHEN 5 THEN 'device_reading' WHEN 6 THEN 'lab_test' END AS needs_custom_cert_grade,
	CASE k.packed / 27 % 3 WHEN 0 THEN 'unknown' WHEN 1 THEN 'no' WHEN 2 THEN 'yes' END AS regen_cert_on_ip_change,
	CASE k.regen_cert_on_ip_change_grade WHEN 1 THEN 'inferred' WHEN 2 THEN 'field_report' WHEN 3 THEN 'vendor_document' WHEN 4 THEN 'recorder_document' WHEN 5 THEN 'device_reading' WHEN 6 THEN 'lab_test' END AS regen_cert_on_ip_change_grade,
	k.details AS details,
	k.ways AS ways,
	k.observed AS observed
FROM cell c
	JOIN region g ON g.id = c.region_id
	JOIN kind k ON k.id = c.kind_id
	JOIN model m ON m.id = c.model_id
	JOIN manufacturer f ON f.id = m.manufacturer_id
	JOIN series s ON s.id = m.series_id
	JOIN context x ON x.id = c.context_id
	LEFT JOIN plugin p ON p.id = x.plugin_id
	LEFT JOIN recorder r ON r.id = x.recorder_id;
