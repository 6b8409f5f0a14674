// Functions that run inside the measured pages. They're sent there as text, all of them before each call, so they may
// use each other and nothing else.

import * as chats from './chats.mjs'
import * as database from './database.mjs'
import * as exchange from './exchange.mjs'
import * as frames from './frames.mjs'
import * as gallery from './gallery.mjs'
import * as inputs from './inputs.mjs'
import * as messageBox from './message-box.mjs'
import * as models from './models.mjs'
import * as scrolling from './scrolling.mjs'
import * as tools from './tools.mjs'

const parts = [chats, database, exchange, frames, gallery, inputs, messageBox, models, scrolling, tools]

/** Prepended to every call. */
export const definitions = parts.flatMap((part) => Object.values(part)).join('\n')
