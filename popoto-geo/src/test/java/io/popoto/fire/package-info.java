/**
 * The fault bed: a workload, things that go wrong beside it, and judges of what is left. A kind of
 * fault joins by a class that is a {@link io.popoto.fire.Fault}, an operation by an {@link
 * io.popoto.fire.Operation}, a rule by a {@link io.popoto.fire.Judge}.
 */
package io.popoto.fire;
