/** Makes the calls. Only the submission is paid: it's made once. Reading costs nothing and may be repeated. */
import type { Attempt } from '../adapter'
import { askAboutJob, type JobAnswer, type JobQuestion } from '../jobs/ask-about-job'
import { submitJob } from '../jobs/submit-job'
import type { KeyedAccount, ServiceConnection } from '../watched-call'
import type { EndpointCall } from './endpoints'
import { toErrorFailure } from './failures'
import { readJob, type Job } from './job'

/** Long enough to fetch an image after Easel was off for some days. */
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
      // Otherwise the service itself makes a failed job again, up to ten times.
      'x-fal-no-retry': '1',
      // Files of results are at public addresses, for ever unless told otherwise.
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

/** One question about a job. Rejects when no whole answer came, or with the signal's reason. */
export function ask(
  connection: Pick<ServiceConnection, 'fetch'>,
  key: string,
  question: Omit<JobQuestion, 'headers'>,
): Promise<JobAnswer> {
  return askAboutJob(connection, { ...question, headers: { authorization: `Key ${key}` } })
}
