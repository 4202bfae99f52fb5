package io.gridscript.member;

import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.acl.Users;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Commands;
import io.gridscript.grid.authority.Authority;
import io.gridscript.grid.execution.BusyThreshold;
import io.gridscript.grid.execution.ExpiryCycle;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.observe.ErrorStatistics;
import io.gridscript.resp.ConnectionLimits;
import io.gridscript.resp.Listener;
import io.gridscript.resp.Sessions;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptIndex;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Puts the rooms of one member together, and opens and closes them in order. */
public final class Assembly implements AutoCloseable {
}
