// Prints a Parquet file: its column names as one JSON line, then each row as one.
// usage: node read-parquet.mjs FILE
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

const file = await asyncBufferFromFile(process.argv[2]);
const metadata = await parquetMetadataAsync(file);
console.log(JSON.stringify(metadata.schema.slice(1).map(column => column.name)));
for (const row of await parquetReadObjects({ file, metadata, compressors })) 
  console.log(JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
