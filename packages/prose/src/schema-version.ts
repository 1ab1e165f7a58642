/**
 * Part of the handshake for `text/*`: a client with a lower version becomes a reader, since its binding would delete
 * what it does not know, for everybody. Apart from the schema, for those who name it and draw nothing.
 */
export const PROSE_SCHEMA_VERSION = 1
