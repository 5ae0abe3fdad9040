// Judges Parquet files by two independent readers, hyparquet and DuckDB.
// usage: node verify-parquet.mjs DIRECTORY
// For every NAME.parquet there is NAME.json: {"columns": [{"name", "type"}], "rows": [[cell]]}, a cell
// being null, text, true or false, an int64's digits, or the 16 hex digits of a double's bits ("NaN" for any NaN).
// Prints one JSON line a file and reader: {"file", "reader", "fault": null or what differs}.
// Also writes DIRECTORY/nested.parquet by DuckDB, for the test of reading strangers' footers.
import fs from 'node:fs';
import path from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { DuckDBInstance } from '@duckdb/node-api';

const directory = process.argv[2];
const duck = await (await DuckDBInstance.create()).connect();

const bits = new DataView(new ArrayBuffer(8));
function double(hex) {
  if (hex === 'NaN') return NaN;
  bits.setBigUint64(0, BigInt(`0x${hex}`));
  return bits.getFloat64(0);
}

function encode(value) {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint' || typeof value === 'boolean') return value.toString();
  if (typeof value !== 'number') return value;
  if (Number.isNaN(value)) return 'NaN';
  bits.setFloat64(0, value);
  return bits.getBigUint64(0).toString(16).padStart(16, '0');
}

// Both readers decode by TextDecoder, which drops a leading byte order mark.
const decoded = cell => cell?.replace(/^\uFEFF/, '') ?? null;

function difference(expected, rows) {
  if (rows.length !== expected.rows.length) return `${rows.length} rows for ${expected.rows.length}`;
  for (const [i, row] of expected.rows.entries())
    for (const [j, cell] of row.entries()) {
      const got = encode(rows[i][j]);
      if (got !== decoded(cell))
        return `row ${i}, column ${j}: ${JSON.stringify(got)} for ${JSON.stringify(cell)}`;
    }
  return null;
}

async function hyparquet(file, expected) {
  const buffer = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(buffer);
  const names = metadata.schema.slice(1).map(column => column.name);
  const wanted = expected.columns.map(column => column.name);
  if (JSON.stringify(names) !== JSON.stringify(wanted)) return `columns ${JSON.stringify(names)}`;
  let rows = [];
  await parquetRead({ file: buffer, metadata, compressors, onComplete: all => (rows = all) });
  return difference(expected, rows) ?? statistics(expected, metadata);
}

// Null counts and bounds of every chunk: exact for numbers, −0 and +0 for a zero, none beside a NaN.
function statistics(expected, metadata) {
  let start = 0;
  for (const [i, group] of metadata.row_groups.entries()) {
    const rows = expected.rows.slice(start, start + Number(group.num_rows));
    start += rows.length;
    for (const [j, { type }] of expected.columns.entries()) {
      const values = rows.map(row => row[j]).filter(cell => cell !== null);
      const { null_count, min_value, max_value } = group.columns[j].meta_data.statistics;
      const sound =
        Number(null_count) === rows.length - values.length &&
        (values.length === 0 || values.includes('NaN')
          ? min_value === undefined && max_value === undefined
          : bounds[type](values, min_value, max_value));
      if (!sound) return `row group ${i}, column ${j}: ${null_count}, ${min_value}, ${max_value}`;
    }
  }
  return null;
}

const bounds = {
  Boolean: (cells, min, max) => min === !cells.includes('false') && max === cells.includes('true'),
  Int64: (cells, min, max) => {
    const values = cells.map(BigInt);
    return min === values.reduce((a, b) => (b < a ? b : a)) && max === values.reduce((a, b) => (b > a ? b : a));
  },
  Double: (cells, min, max) => {
    const [least, greatest] = [extreme(cells, Math.min), extreme(cells, Math.max)];
    return Object.is(min, least || -0) && Object.is(max, greatest || 0);
  },
  // A long text is cut, and the greatest code point has no successor to be cut to.
  String: (cells, min, max) => {
    if (cells.some(cell => cell !== decoded(cell))) return true;
    const values = cells.map(cell => Buffer.from(cell));
    return (
      values.every(value => Buffer.compare(value, Buffer.from(min)) >= 0) &&
      (max === undefined
        ? values.some(value => value.toString().startsWith('\u{10FFFF}'))
        : values.every(value => Buffer.compare(value, Buffer.from(max)) <= 0))
    );
  },
};

const extreme = (cells, pick) => cells.map(double).reduce((a, b) => pick(a, b));

// A lookup by value skips row groups by their bounds; it must find every row all the same.
async function duckdb(file, expected) {
  const result = await duck.runAndReadAll(`SELECT * FROM read_parquet('${file}')`);
  const fault = difference(expected, result.getRows());
  if (fault) return fault;
  for (const [j, { name, type }] of expected.columns.entries()) {
    const cells = expected.rows.map(row => row[j]);
    for (const value of sample(cells)) {
      const found = await count(file, name, type, value);
      const wanted = cells.filter(cell => cell !== null && equal(type, cell, value)).length;
      if (found !== wanted) return `column ${j}: ${found} for ${wanted} × ${JSON.stringify(value)}`;
    }
  }
  return null;
}

const equal = (type, a, b) => a === b || (type === 'Double' && double(a) === double(b));

// Values go as text: the client would bind 1e300, a whole number, as an integer and refuse it.
async function count(file, name, type, value) {
  const cast = { Boolean: 'BOOLEAN', Int64: 'BIGINT', Double: 'DOUBLE', String: 'VARCHAR' }[type];
  const result = await duck.runAndReadAll(
    `SELECT count(*) FROM read_parquet('${file}') WHERE "${name.replaceAll('"', '""')}" = $1::${cast}`,
    [type === 'Double' ? String(double(value)) : value]
  );
  return Number(result.getRows()[0][0]);
}

function sample(cells) {
  // A bound value ends at a NUL in DuckDB's client, so texts with one cannot be looked up.
  const values = [...new Set(cells)].filter(cell => cell !== null && !cell.includes('\0')).sort();
  return new Set([values[0], values[values.length >> 1], values.at(-1)].filter(v => v !== undefined));
}

for (const name of fs.readdirSync(directory).filter(name => name.endsWith('.parquet')).sort()) {
  const file = path.join(directory, name);
  const expected = JSON.parse(fs.readFileSync(file.replace(/\.parquet$/, '.json'), 'utf8'));
  for (const reader of [hyparquet, duckdb]) {
    const fault = await reader(file, expected).catch(error => String(error));
    console.log(JSON.stringify({ file: name, reader: reader.name, fault }));
  }
}
await duck.run(
  `COPY (SELECT {'a': 1, 'b': [2, 3]} AS pair, [4] AS list, i AS plain FROM range(3) t(i))
   TO '${path.join(directory, 'nested.parquet')}'`
);
