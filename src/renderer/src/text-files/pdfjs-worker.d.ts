/** The part of pdf.js that reads a file. It has no types, and is only handed to the other part. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs'
