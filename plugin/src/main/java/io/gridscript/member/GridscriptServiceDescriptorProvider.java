package io.gridscript.member;

import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.servicemanager.ServiceDescriptor;
import com.hazelcast.spi.impl.servicemanager.ServiceDescriptorProvider;
import java.util.Properties;

/** Makes the service known to every member that has this jar; found through META-INF/services. */
public final class GridscriptServiceDescriptorProvider implements ServiceDescriptorProvider {

    @Override
    public ServiceDescriptor[] createServiceDescriptors() {
        return new ServiceDescriptor[] {new Descriptor()};
    }

    private static final class Descriptor implements ServiceDescriptor {

        @Override
        public String getServiceName() {
            return GridscriptService.SERVICE_NAME;
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
            return new GridscriptService(MemberDirectives.fromProperties(properties));
        }
    }
}
