/** Makes the calls. Only the submission is paid, and it's made once. Reading is free and may be repeated. */
import type { Attempt } from '../adapter'
import { askAboutJob, type JobAnswer, type JobQuestion } from '../jobs/ask-about-job'
import { submitJob } from '../jobs/submit-job'
import type { KeyedAccount, ServiceConnection } from '../watched-call'
import type { EndpointCall } from './endpoints'
import { toErrorFailure } from './failures'
import { readJob, type Job } from './job'

/** In seconds. Long enough to fetch an image after Easel was off for several days. */
const FILES_LAST_S = 7 * 24 * 60 * 60

/** Submits a job, once. Everything thrown is a `FailureError`. */
export function submit(
  connection: ServiceConnection,
  { baseUrl, key }: KeyedAccount,
  { endpoint, body }: Pick<EndpointCall, 'endpoint'> & { readonly body: Blob },
  attempt: Attempt,
): Promise<Job> {
  return submitJob(connection, attempt, {
    url: `${baseUrl}/${endpoint}`,
    headers: {
      authorization: `Key ${key}`,
      // Otherwise the service retries a failed job itself, up to ten times.
      'x-fal-no-retry': '1',
      // Result files are at public addresses, forever by default.
      'x-fal-object-lifecycle-preference': JSON.stringify({ expiration_duration_seconds: FILES_LAST_S }),
    },
    body,
    readJob: (json) => readJob(json, baseUrl, endpoint),
    explain: ({ status, headers, text }) => {
      const requestId = headers.get('x-fal-request-id')
      return toErrorFailure({ status, headers, text, ...(requestId && { requestId }) })
    },
  })
}

/** Sends one request about a job. Rejects if no complete response arrived, or with the signal's reason. */
export function ask(
  connection: Pick<ServiceConnection, 'fetch'>,
  key: string,
  question: Omit<JobQuestion, 'headers'>,
): Promise<JobAnswer> {
  return askAboutJob(connection, { ...question, headers: { authorization: `Key ${key}` } })
}
