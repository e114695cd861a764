// Runs named checks against the broker in argv[2]; prints one line for each: "ok NAME", "skip NAME: reason" or "fail NAME: text".
// argv[3], a part of a name, leaves out the others.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

export { assert }
export const broker = process.argv[2]

const only = process.argv[3] ?? ''
const checks = []

export class Skipped extends Error {}

export const newName = () => `js-${randomUUID()}`

export function check(name, body) {
  if (name.includes(only)) checks.push({ name, body })
}

export async function eventually(reason, condition, seconds = 20) {
  for (const end = Date.now() + seconds * 1000; ; await pause(20)) {
    const value = await condition()
    if (value) return value
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain until ${reason}`)
  }
}

async function outcome({ name, body }) {
  try {
    await body()
    return `ok ${name}`
  } catch (e) {
    return e instanceof Skipped ? `skip ${name}: ${e.message}` : `fail ${name}: ${(e.stack ?? String(e)).replaceAll('\n', ' | ')}`
  }
}

// All at once: they wait for the broker more than they work.
export async function run() {
  await Promise.all(checks.map(async c => console.log(await outcome(c))))
  process.exit(0)
}
