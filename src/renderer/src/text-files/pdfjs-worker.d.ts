/** The part of pdf.js that parses files. It has no types, and is only passed to the other part. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs'
