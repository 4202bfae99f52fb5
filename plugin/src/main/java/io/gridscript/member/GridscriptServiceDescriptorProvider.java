package io.gridscript.member;

import com.hazelcast.logging.Logger;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.servicemanager.ServiceDescriptor;
import com.hazelcast.spi.impl.servicemanager.ServiceDescriptorProvider;
import io.gridscript.grid.HazelcastVersion;
import io.gridscript.grid.membership.Presence;
import io.gridscript.grid.membership.SplitBrainProtection;
import java.util.Properties;

/**
 * Makes the service known to every member that has this jar; found through META-INF/services. In a
 * Hazelcast of another minor version there is no service, and the member starts without it.
 */
public final class GridscriptServiceDescriptorProvider implements ServiceDescriptorProvider {

    @Override
    public ServiceDescriptor[] createServiceDescriptors() {
        if (!HazelcastVersion.isKnown()) {
            Logger.getLogger(GridscriptService.class)
                    .warning(
                            "Gridscript stays away from this member: it is made for Hazelcast "
                                    + HazelcastVersion.KNOWN
                                    + ", and this is "
                                    + HazelcastVersion.present()
                                    + ". Use the Gridscript that is made for this version");
            return new ServiceDescriptor[0];
        }
        return new ServiceDescriptor[] {new Descriptor()};
    }

    private static final class Descriptor implements ServiceDescriptor {

        @Override
        public String getServiceName() {
            return GridscriptService.NAME;
        }

        /**
         * An invalid setting ends the start of the member here; Hazelcast would only log it if it
         * came from the service's initialization.
         *
         * @throws InvalidSetting when the member's properties can't be used
         */
        @Override
        public Object getService(NodeEngine nodeEngine) {
            Properties properties = new Properties();
            properties.putAll(System.getProperties());
            properties.putAll(nodeEngine.getConfig().getProperties());
            MemberDirectives directives = MemberDirectives.fromProperties(properties);
            String protection = directives.get(DirectiveTable.SPLIT_BRAIN_PROTECTION);
            if (!protection.isEmpty() && !SplitBrainProtection.exists(nodeEngine, protection)) {
                throw new InvalidSetting(
                        "gridscript.split-brain-protection names '"
                                + protection
                                + "', but Hazelcast's configuration has no split brain protection"
                                + " of that name that is enabled");
            }
            Presence.announce(nodeEngine, directives.get(DirectiveTable.DATABASES));
            return new GridscriptService(directives);
        }
    }
}
