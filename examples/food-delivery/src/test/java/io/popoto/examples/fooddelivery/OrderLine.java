package io.popoto.examples.fooddelivery;

import java.time.Instant;

// tag::projection[]
record OrderLine(String orderId, double total, Instant createdAt) {}
// end::projection[]
