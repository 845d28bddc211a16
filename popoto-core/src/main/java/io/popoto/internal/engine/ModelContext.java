package io.popoto.internal.engine;

import io.popoto.internal.compile.IndexSpec;
import io.popoto.internal.compile.KeySpace;
import io.popoto.internal.compile.ManyCompiler;
import io.popoto.internal.compile.QueryCompiler;
import io.popoto.internal.compile.WriteCompiler;
import io.popoto.internal.scan.BoundModel;

/**
 * A model with what compiles its calls. Immutable, thread-safe.
 *
 * @param model the model
 * @param keys where its keys lie
 * @param spec what the scripts know of its indexes
 * @param writes compiles writes
 * @param queries compiles queries
 * @param many compiles reads of known records
 * @param <T> the type of the entities
 */
public record ModelContext<T>(
    BoundModel<T> model,
    KeySpace keys,
    IndexSpec spec,
    WriteCompiler writes,
    QueryCompiler queries,
    ManyCompiler many) {

  /** Returns the context of a model in the set-up of an engine. */
  public static <T> ModelContext<T> of(BoundModel<T> model, EngineConfig config) {
    KeySpace keys = new KeySpace(config.namespace(), model.name());
    IndexSpec spec = new IndexSpec(model);
    return new ModelContext<>(
        model,
        keys,
        spec,
        new WriteCompiler(model, keys, spec),
        new QueryCompiler(model, keys, spec, config.queryBudget()),
        new ManyCompiler(model, keys));
  }
}
